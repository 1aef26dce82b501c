import { createHmac, randomBytes } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { openAlertSender } from '#adapters/alerts/alert-sender.ts'
import { safeFetch } from '#adapters/outside/safe-fetch.ts'
import { openChannelVault } from '#adapters/secrets/channel-vault.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '#core/time/time.ts'
import { systemDice } from '#runtime/system-dice.ts'
import { type KeptChannel, upsertChannel } from '#store/alert-channels.ts'
import { readDeadDeliveries, reviveDelivery } from '#store/alert-deliveries.ts'
import { clearAlerts, raiseAlerts, readStandingAlerts } from '#store/alerts.ts'
import { createFirm } from '#test/builders/firm.ts'
import { openTestDatabase } from '#test/builders/open-test-database.ts'
import { startNtfyServer } from '#test/ntfy-server.ts'
import { silentLog } from '#test/silent-log.ts'
import { toldClock } from '#test/told-clock.ts'
import { deliverAlerts } from './deliver-alerts.ts'
import { tellAlerts } from './tell-alerts.ts'
import { TOLD_APART_MAX } from './tell-channel.ts'

/** How often the runner looks: lib/runtime/alerts/keep-alerts.ts. */
const ROUND_MS = SECOND_MS
const { database } = await openTestDatabase()
const token = 'tk_of_the_firm'
const ntfy = await startNtfyServer(token)
afterAll(() => ntfy[Symbol.dispose]())

const clock = toldClock(Date.UTC(2026, 10, 21, 12))
const vault = openChannelVault(randomBytes(32).toString('base64url'))
const outside = safeFetch({ allowed: new Set([ntfy.host]) }, 200)
const sender = openAlertSender({ outside, clock })
let firm: Awaited<ReturnType<typeof createFirm>>

beforeEach(async () => {
  firm = await createFirm(database)
  ntfy.messages.length = 0
  ntfy.faults.length = 0
  ntfy.requests = 0
})

const ctx = () => ({
  db: firm.db,
  clock,
  dice: systemDice,
  log: silentLog,
  sender,
  vault,
  publicOrigin: 'https://desk.example',
})

/** What the runner does each second, until so much time has passed. */
async function rounds(ms: number): Promise<void> {
  for (const end = clock.now() + ms; clock.now() < end; clock.advance(ROUND_MS)) {
    await tellAlerts(ctx())
    await deliverAlerts(ctx())
  }
}

test('an alert reaches its topic once within ten seconds through a notifier that fails twice first', async () => {
  await channel()
  ntfy.faults.push(503, 'hang-up')
  await raise('ORDER_QUARANTINED', `order:${systemDice.uuid()}`)
  await rounds(10 * SECOND_MS)
  expect(ntfy.messages).toMatchObject([
    {
      topic: 'desk',
      title: 'An order is quarantined',
      priority: 5,
      tags: ['rotating_light'],
      click: expect.stringMatching(/^https:\/\/desk\.example\/desk\/orders\/ord_/),
    },
  ])
  expect(ntfy.requests).toBe(3)
})

test('two notifiers side by side tell an alert once', async () => {
  await channel()
  for (let n = 0; n < TOLD_APART_MAX; n++) await raise('FEED_STALE', `venue:${n}`)
  await Promise.all([rounds(SECOND_MS), rounds(SECOND_MS)])
  await rounds(SECOND_MS)
  expect(ntfy.messages.map(({ message }) => message.split(' ')[0]).sort()).toEqual(
    Array.from({ length: TOLD_APART_MAX }, (_none, n) => `venue:${n}`),
  )
})

test('a storm is one message that tells all of it', async () => {
  await channel()
  for (let n = 0; n <= TOLD_APART_MAX; n++)
    await raise('ORDER_QUARANTINED', `order:${systemDice.uuid()}`)
  await raise('BACKUP_OLD', 'backup')
  await rounds(SECOND_MS)
  expect(ntfy.messages.map(({ title, priority }) => [title, priority])).toEqual(
    expect.arrayContaining([
      [`${TOLD_APART_MAX + 1} alerts`, 5],
      ['The last backup is more than 26 hours old', 3],
    ]),
  )
  expect(ntfy.messages).toHaveLength(2)
})

test('an answer that is lost is asked for again under the same event id', async () => {
  await channel()
  ntfy.faults.push('lost-answer')
  await raise('FEED_STALE', 'venue:sim')
  await rounds(5 * SECOND_MS)
  const ids = ntfy.messages.map(({ sequence_id }) => sequence_id)
  expect([ids.length, new Set(ids).size]).toEqual([2, 1])
})

test('a notifier that dies with a message in its hands leaves it to the next one', async () => {
  await channel()
  await raise('FEED_STALE', 'venue:sim')
  await tellAlerts(ctx())
  const holding = Promise.withResolvers<void>()
  const send = () => {
    holding.resolve()
    return new Promise<never>(() => undefined)
  }
  void deliverAlerts({ ...ctx(), sender: { send } })
  await holding.promise
  await rounds(MINUTE_MS)
  expect(ntfy.messages).toHaveLength(1)
})

test('the end of an alert is told too, quietly', async () => {
  await channel()
  await raise('RUNNER_DOWN', 'process:runner')
  await rounds(SECOND_MS)
  await firm.db.write(async (tx) => {
    const ids = (await readStandingAlerts(tx)).map(({ id }) => id)
    await clearAlerts(tx, { ids, now: clock.now() })
  })
  await rounds(SECOND_MS)
  expect(ntfy.messages).toMatchObject([
    { title: 'No runner answers', priority: 5 },
    { title: 'Over: No runner answers', priority: 2 },
  ])
})

test('tickets of an hour are one message, and a page among them waits for nobody', async () => {
  await channel({ digestMinutes: 60 })
  await raise('CLOCK_OFFSET', 'venue:sim')
  await raise('BACKUP_OLD', 'backup')
  await raise('DISK_LOW', 'disk:runner')
  await rounds(SECOND_MS)
  expect(ntfy.messages).toMatchObject([{ title: 'Less than a tenth of the disk is free' }])
  clock.advance(HOUR_MS)
  await rounds(SECOND_MS)
  expect(ntfy.messages[1]).toMatchObject({ title: '2 alerts', priority: 3 })
  expect(ntfy.messages[1]?.message.split('\n')).toHaveLength(2)
})

test('what has not arrived in a day is dead, is seen, and is sent again by hand', async () => {
  await channel()
  ntfy.faults.push(...Array.from({ length: 60 }, () => 500))
  await raise('FEED_STALE', 'venue:sim')
  for (
    const end = clock.now() + DAY_MS + HOUR_MS;
    clock.now() < end;
    clock.advance(10 * MINUTE_MS)
  ) {
    await tellAlerts(ctx())
    await deliverAlerts(ctx())
  }
  const [dead] = await firm.db.read(readDeadDeliveries)
  expect(dead).toMatchObject({ state: 'DEAD', lastError: 'the receiver answered with 500' })
  expect(ntfy.messages).toEqual([])
  ntfy.faults.length = 0
  await firm.db.write((tx) => reviveDelivery(tx, { id: dead?.id ?? '', now: clock.now() }))
  await rounds(SECOND_MS)
  expect(ntfy.messages).toHaveLength(1)
  expect(await firm.db.read(readDeadDeliveries)).toEqual([])
})

test('a webhook is signed over its time and body, and names its event at every attempt', async () => {
  const heard: { headers: IncomingHttpHeaders; body: string }[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += String(chunk)
    })
    request.on('end', () => {
      heard.push({ headers: request.headers, body })
      response.writeHead(heard.length === 1 ? 502 : 204).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const id = systemDice.uuid()
  const { organizationId } = firm
  const secret = vault.seal('the signing key', { organizationId, channelId: id })
  await channel({ id, kind: 'webhook', url: `http://${host}/hook`, topic: null, secret })
  await raise('FEED_STALE', 'venue:sim')
  const toHook = openAlertSender({ outside: safeFetch({ allowed: new Set([host]) }), clock })
  for (let second = 0; second < 3; second++, clock.advance(ROUND_MS)) {
    await tellAlerts(ctx())
    await deliverAlerts({ ...ctx(), sender: toHook })
  }
  server.close()
  expect(heard).toHaveLength(2)
  expect(heard[0]?.headers['truebook-event']).toBe(heard[1]?.headers['truebook-event'])
  for (const { headers, body } of heard) {
    const signed = `${headers['truebook-timestamp']}.${body}`
    const hmac = createHmac('sha256', 'the signing key').update(signed).digest('hex')
    expect(headers['truebook-signature']).toBe(`v1=${hmac}`)
    expect(JSON.parse(body)).toMatchObject({ severity: 'page', events: [{ kind: 'FEED_STALE' }] })
  }
})

test('a disabled channel is told nothing, and one of another firm neither', async () => {
  await channel({ isEnabled: false })
  await raise('FEED_STALE', 'venue:sim')
  await rounds(SECOND_MS)
  firm = await createFirm(database, 'Another firm')
  await channel()
  await rounds(SECOND_MS)
  expect(ntfy.messages).toEqual([])
})

function raise(
  kind: Parameters<typeof raiseAlerts>[1]['conditions'][number]['kind'],
  subject: string,
) {
  const { organizationId } = firm
  const conditions = [{ kind, subject, clientId: null, accountId: null, detail: {} }]
  return firm.db.write((tx) => raiseAlerts(tx, { organizationId, conditions, now: clock.now() }))
}

/** The firm's NTFY topic unless told otherwise. */
async function channel(changes: Partial<KeptChannel> = {}): Promise<void> {
  const { organizationId } = firm
  const id = systemDice.uuid()
  const kept: KeptChannel = {
    id,
    userId: null,
    owner: 'firm',
    name: 'Phone',
    kind: 'ntfy',
    url: ntfy.url,
    topic: 'desk',
    secret: vault.seal(token, { organizationId, channelId: id }),
    hasSecret: true,
    severityMin: 'ticket',
    quiet: null,
    timeZone: 'UTC',
    digestMinutes: 0,
    isEnabled: true,
    createdAt: clock.now(),
    ...changes,
  }
  await firm.db.write((tx) =>
    upsertChannel(tx, { channel: kept, organizationId, now: clock.now() }),
  )
}
