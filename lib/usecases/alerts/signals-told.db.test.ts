import { afterAll, beforeEach, expect, test } from 'vitest'
import type { Timeframe } from '#core/market/candle.ts'
import type { InstrumentId } from '#core/market/instrument.ts'
import { DAY_MS, MINUTE_MS, SECOND_MS, unixMsOf } from '#core/time/time.ts'
import type { AlertMessage } from '#ports/alert-sender.ts'
import { systemDice } from '#runtime/system-dice.ts'
import { type KeptChannel, upsertChannel } from '#store/alert-channels.ts'
import { ensureDataset } from '#store/candles.ts'
import { deleteNotices } from '#store/signal-notices.ts'
import { storeSignals } from '#store/store-signals.ts'
import { createFirm } from '#test/builders/firm.ts'
import { createInstrument } from '#test/builders/market.ts'
import { testDatabase } from '#test/database.ts'
import { toldClock } from '#test/told-clock.ts'
import { memberContext, signedIn, testWebHouse } from '#test/web-house.ts'
import { deliverAlerts } from './deliver-alerts.ts'
import { createSignalRule, listSignalRules, removeSignalRule } from './signal-rules.ts'
import { TOLD_APART_MAX } from './tell-channel.ts'
import { SIGNAL_NEWS_MS, tellSignals } from './tell-signals.ts'

const clone = await testDatabase()
const house = testWebHouse(clone)
afterAll(async () => {
  await house.database.close()
  await clone[Symbol.asyncDispose]()
})
const bitcoin = await createInstrument(house.database)
const ether = await createInstrument(house.database, 'ETH-USDT')
const everything = { instrumentIds: [], timeframes: [], scoreMin: 0 }

const clock = toldClock(Date.UTC(2026, 10, 21, 12))
const sent: AlertMessage[] = []
let firm: Awaited<ReturnType<typeof createFirm>>
let person: Awaited<ReturnType<typeof aPerson>>

beforeEach(async () => {
  clock.advance(DAY_MS)
  sent.length = 0
  firm = await createFirm(house.database)
  person = await aPerson()
})

async function aPerson() {
  const { organizationId } = firm
  const context = await memberContext(
    house,
    await signedIn(house, { organizationId, role: 'TRADER' }),
  )
  return { ...context, clock }
}

/** A notifier that has just started. */
function aNotifier() {
  const { log } = house
  return {
    ...{ db: firm.db, clock, dice: systemDice, log, publicOrigin: 'https://desk.example' },
    vault: { seal: (text: string) => Buffer.from(text), open: String },
    sender: { send: async (_target: unknown, message: AlertMessage) => void sent.push(message) },
  }
}

async function round(): Promise<void> {
  await tellSignals(aNotifier())
  await deliverAlerts(aNotifier())
}

type Wish = { instrumentId?: InstrumentId; timeframe?: Timeframe; score?: number; entry?: number }

/** A signal that became known now. */
async function signalComes({ instrumentId, timeframe = '15m', score = 5, entry = 100 }: Wish = {}) {
  const about = { at: clock.now(), timeframeMs: 900_000, direction: 1, pattern: 'fvg' } as const
  const levels = { entry, stop: 99, target: 102.5, r: 2.5 }
  const signal = { ...about, ...levels, score, reasons: [] }
  await house.database.unscoped(async (tx) => {
    const datasetId = await ensureDataset(tx, {
      instrumentId: instrumentId ?? bitcoin,
      source: 'sim',
    })
    await storeSignals(tx, { datasetId, signals: [{ timeframe, signal }] })
  })
}

async function aChannel(changes: Partial<KeptChannel> = {}): Promise<void> {
  const channel: KeptChannel = {
    ...{ id: systemDice.uuid(), userId: person.actor.id, owner: 'me', name: 'Phone' },
    ...{ kind: 'ntfy', url: 'https://ntfy.example/', topic: 'mine', secret: null },
    ...{ hasSecret: false, severityMin: 'ticket', quiet: null, timeZone: 'UTC', digestMinutes: 0 },
    ...{ isEnabled: true, createdAt: clock.now() },
    ...changes,
  }
  const { organizationId } = firm
  await firm.db.write((tx) => upsertChannel(tx, { channel, organizationId, now: clock.now() }))
}

/** Somebody asks for signals, and some time passes. */
async function asks(changes: Partial<Parameters<typeof createSignalRule>[1]> = {}) {
  const rule = await createSignalRule(person, { ...everything, ...changes })
  clock.advance(MINUTE_MS)
  return rule
}

test('a signal that is asked for is told once, also after a restart, as a ticket that leads to its chart', async () => {
  await aChannel()
  await asks()
  await signalComes()
  await round()
  clock.advance(5 * SECOND_MS)
  await round()
  expect(sent).toMatchObject([
    {
      severity: 'ticket',
      isOver: false,
      title: 'BTC-USDT 15m: higher expected, score 5',
      text: expect.stringContaining('Fair value gap on sim · entry 100, stop 99, target 102.5'),
      link: 'https://desk.example/desk/markets/sim/BTC-USDT?timeframe=15m',
      events: [{ signalId: expect.stringMatching(/^sig_/), pattern: 'fvg', score: 5 }],
    },
  ])
})

test('two rules that ask for it and two notifiers side by side tell a signal once', async () => {
  await aChannel()
  await asks()
  await asks({ timeframes: ['15m'] })
  await signalComes()
  await Promise.all([tellSignals(aNotifier()), tellSignals(aNotifier())])
  await Promise.all([deliverAlerts(aNotifier()), deliverAlerts(aNotifier())])
  await round()
  expect(sent).toHaveLength(1)
})

test('a notifier that dies before it has told leaves the signal to the next one', async () => {
  await aChannel()
  await asks()
  await signalComes()
  const dying = {
    ...systemDice,
    uuid: () => {
      throw new Error('gone')
    },
  }
  await expect(tellSignals({ ...aNotifier(), dice: dying })).rejects.toThrow('gone')
  await round()
  expect(sent).toHaveLength(1)
})

test.each([
  ['of another market', { instrumentIds: [ether] }],
  ['of another timeframe', { timeframes: ['1h'] as const }],
  ['with a lower score', { scoreMin: 5.5 }],
])('a signal %s than asked for is not told', async (_what, changes) => {
  await aChannel()
  await asks(changes)
  await signalComes()
  await round()
  expect(sent).toEqual([])
  await signalComes({ instrumentId: ether, timeframe: '1h', score: 6 })
  await round()
  expect(sent).toHaveLength(1)
})

test('what was known before somebody asked, or long before somebody looked, is no news', async () => {
  await aChannel()
  await signalComes()
  await asks()
  await signalComes({ entry: 101 })
  clock.advance(SIGNAL_NEWS_MS)
  await round()
  expect(sent).toEqual([])
})

test('nobody else is told, and a channel for pages is not', async () => {
  await aChannel({ userId: null, owner: 'firm' })
  await aChannel({ severityMin: 'page' })
  await asks()
  const other = await aPerson()
  await aChannel({ userId: other.actor.id })
  await signalComes()
  await round()
  expect(sent).toEqual([])
  expect(await listSignalRules(other)).toMatchObject({ items: [] })
})

test('a storm of signals is one message', async () => {
  await aChannel()
  await asks()
  for (let n = 0; n <= TOLD_APART_MAX; n++) await signalComes({ entry: 100 + n })
  await round()
  const link = 'https://desk.example/desk/signals'
  expect(sent).toMatchObject([{ title: `${TOLD_APART_MAX + 1} signals`, link }])
})

test('a rule that was removed asks for nothing, and is nobody else’s to remove', async () => {
  await aChannel()
  const { id: signalRuleId } = await asks()
  const other = await aPerson()
  await expect(removeSignalRule(other, { signalRuleId })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  })
  await removeSignalRule(person, { signalRuleId })
  await signalComes()
  await round()
  expect(sent).toEqual([])
})

test('what was told is forgotten after it is news no more, and is not told again', async () => {
  await aChannel()
  await asks()
  await signalComes()
  await round()
  clock.advance(DAY_MS)
  await firm.db.write((tx) => deleteNotices(tx, unixMsOf(clock.now() - MINUTE_MS)))
  await round()
  expect(sent).toHaveLength(1)
})
