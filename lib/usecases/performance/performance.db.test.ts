import { expect, test } from 'vitest'
import { postingsForAdjustment } from '#core/ledger/postings-for-adjustment.ts'
import { assetIdOf } from '#core/market/instrument.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS, unixMsOf } from '#core/time/time.ts'
import { systemDice } from '#runtime/system-dice.ts'
import { insertTransfers } from '#store/transfers.ts'
import {
  createAccount,
  createClientWithAccount,
  createFirm,
  type TestAccount,
} from '#test/builders/firm.ts'
import { bookTransactions } from '#test/builders/ledger.ts'
import { createInstrument, quoteMarket } from '#test/builders/market.ts'
import { openTestDatabase } from '#test/builders/open-test-database.ts'
import { a, at, USDT } from '#test/builders.ts'
import { toldClock } from '#test/told-clock.ts'
import { getPerformance } from './get-performance.ts'
import { MINUTES_KEPT_MS, recordEquity } from './record-equity.ts'

const { database } = await openTestDatabase()
const instrumentId = await createInstrument(database, 'BTC-USDT')
const start = at(Date.UTC(2026, 10, 20, 12))

async function aDesk() {
  const firm = await createFirm(database)
  const clock = toldClock(start)
  const account = await createClientWithAccount(firm, `Client ${systemDice.uuid()}`)
  const ctx = { db: firm.db, clock }
  /** Books money that came in, with its transfer. */
  const deposit = async (to: TestAccount, amount: string) => {
    await bookTransactions(firm, to, [
      {
        kind: 'transfer',
        effectiveAt: clock.now(),
        postings: postingsForAdjustment({ bookId: to.bookId, asset: USDT, amount: a(amount) }),
      },
    ])
    const transfer = {
      id: systemDice.uuid(),
      bookId: to.bookId,
      kind: 'deposit',
      venueTransferId: systemDice.uuid(),
      asset: USDT,
      amount: a(amount),
      feeAmount: a('0'),
      costBasis: a(amount),
      venueAt: clock.now(),
      message: {},
    } as const
    await firm.db.write((tx) =>
      insertTransfers(tx, { account: to, transfers: [transfer], at: clock.now() }),
    )
  }
  const hold = (asset: string, amount: string) =>
    bookTransactions(firm, account, [
      {
        kind: 'adjustment',
        effectiveAt: clock.now(),
        postings: postingsForAdjustment({
          bookId: account.bookId,
          asset: assetIdOf(asset),
          amount: a(amount),
        }),
      },
    ])
  const quote = (price: string) =>
    quoteMarket(database, instrumentId, { bid: price, ask: price, receivedAt: clock.now() })
  return { firm, account, clock, ctx, deposit, hold, quote }
}

test('equity follows the market minute by minute, and what comes in is no profit', async () => {
  const { account, clock, ctx, deposit, hold, quote } = await aDesk()
  await deposit(account, '1000')
  await hold('BTC', '1')
  await quote('1000')
  await recordEquity(ctx)
  clock.advance(10 * MINUTE_MS)
  await quote('1200')
  await recordEquity(ctx)
  clock.advance(10 * MINUTE_MS)
  await deposit(account, '500')
  await quote('1200')
  await recordEquity(ctx)
  const performance = await getPerformance(ctx, { range: '1d' })
  expect(performance).toMatchObject({
    currency: USDT,
    flows: a('500'),
    pnl: a('200'),
    returned: a('0.1'),
    drawdownMax: a('0'),
  })
  expect(performance.points.at(-1)).toMatchObject({ equity: a('2700'), netDeposits: a('1500') })
})

test('a minute is written once, however often it is told', async () => {
  const { account, ctx, deposit, hold, quote } = await aDesk()
  await deposit(account, '100')
  await recordEquity(ctx)
  await hold('BTC', '1')
  await quote('1000')
  await recordEquity(ctx)
  const { points } = await getPerformance(ctx, { range: '1d', accountId: account.accountId })
  expect(points.at(-1)).toMatchObject({ equity: a('100') })
})

test('what cannot be valued is unknown, never zero', async () => {
  const { ctx, hold } = await aDesk()
  await hold('SOL', '1')
  await recordEquity(ctx)
  const { points, pnl } = await getPerformance(ctx, { range: '1d' })
  expect(points.at(-1)).toMatchObject({ equity: null })
  expect(pnl).toBeNull()
})

test('the firm’s equity is the sum of its accounts’ at every step', async () => {
  const { firm, account, clock, ctx, deposit } = await aDesk()
  const other = await createAccount(firm, { clientId: account.clientId, name: 'Other' })
  await deposit(account, '100')
  await recordEquity(ctx)
  clock.advance(HOUR_MS)
  await deposit(other, '50')
  await recordEquity(ctx)
  const [whole, first, second] = await Promise.all([
    getPerformance(ctx, { range: '1d' }),
    getPerformance(ctx, { range: '1d', accountId: account.accountId }),
    getPerformance(ctx, { range: '1d', accountId: other.accountId }),
  ])
  const equityAt = ({ points }: typeof whole, moment: number) =>
    points.find((point) => point.at === moment)?.equity ?? 0n
  for (const { at: moment, equity } of whole.points) {
    expect(equity).toBe(equityAt(first, moment) + equityAt(second, moment))
  }
})

test('old minutes are thinned to hours, and hours stay', async () => {
  const { account, clock, ctx, deposit } = await aDesk()
  await deposit(account, '100')
  await recordEquity(ctx)
  clock.advance(MINUTE_MS)
  await recordEquity(ctx)
  clock.advance(MINUTES_KEPT_MS + DAY_MS)
  await recordEquity(ctx)
  const rows = await ctx.db.read((tx) =>
    tx.query<{ at: Date }>({
      text: 'SELECT at FROM equity_point WHERE account_id = $1 ORDER BY at',
      values: [account.accountId],
    }),
  )
  const now = unixMsOf(start + MINUTE_MS + MINUTES_KEPT_MS + DAY_MS)
  expect(rows.map(({ at: moment }) => moment.getTime())).toEqual([start, now])
})

test('a client’s person sees that client’s equity alone', async () => {
  const { firm, account, ctx, deposit, clock } = await aDesk()
  await deposit(account, '100')
  const stranger = await createClientWithAccount(firm, 'Stranger')
  await deposit(stranger, '7')
  await recordEquity(ctx)
  const { organizationId } = firm
  const db = database.scoped({ organizationId, clientId: stranger.clientId })
  const { points } = await getPerformance({ db, clock }, { range: '7d' })
  expect(points.at(-1)).toMatchObject({ equity: a('7') })
  await expect(
    getPerformance({ db, clock }, { range: '7d', clientId: account.clientId }),
  ).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('a curve begins when there is something, not when nothing was first written down', async () => {
  const { account, clock, ctx, deposit } = await aDesk()
  await recordEquity(ctx)
  clock.advance(MINUTE_MS)
  await deposit(account, '100')
  await recordEquity(ctx)
  clock.advance(MINUTE_MS)
  await recordEquity(ctx)
  const { points, flows } = await getPerformance(ctx, { range: '1d' })
  expect(points.map(({ equity }) => equity)).toEqual([a('100'), a('100')])
  expect(flows).toBe(a('0'))
})
