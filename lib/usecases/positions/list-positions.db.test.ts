import { expect, test } from 'vitest'
import { createClientWithAccount, createFirm } from '#test/builders/firm.ts'
import { createInstrument, quoteMarket } from '#test/builders/market.ts'
import { clockAt, openTestDatabase } from '#test/builders/open-test-database.ts'
import { insertPosition } from '#test/builders/position.ts'
import { a, at, BNB, p, q } from '#test/builders.ts'
import { MARK_AGE_MS_MAX } from '#usecases/valuation/open-valuer.ts'
import { listPositions } from './list-positions.ts'

const { database } = await openTestDatabase()
const firm = await createFirm(database)
const account = await createClientWithAccount(firm)
const now = at(Date.UTC(2026, 10, 20))
const ctx = { db: firm.db, clock: clockAt(now) }

async function positionIn(name: string) {
  const instrumentId = await createInstrument(database, name)
  await insertPosition(firm, account, {
    instrumentId,
    quantity: '2',
    cost: '200',
    feesOther: { BNB: '0.01' },
  })
  const find = async () => {
    const { items } = await listPositions(ctx, {})
    return items.find((position) => position.instrumentId === instrumentId)
  }
  return { instrumentId, find }
}

test('a position is valued at the middle of the newest quote', async () => {
  const { instrumentId, find } = await positionIn('BTC-USDT')
  await quoteMarket(database, instrumentId, { bid: '109', ask: '111', last: '90', receivedAt: now })
  expect(await find()).toMatchObject({
    accountId: account.accountId,
    clientId: account.clientId,
    bookId: account.bookId,
    quantity: q('2'),
    cost: a('200'),
    averagePrice: p('100'),
    feesOther: [{ asset: BNB, amount: a('0.01') }],
    mark: { kind: 'marked', price: p('110'), source: 'mid', ageMs: 0, isStale: false },
    value: { kind: 'valued', amount: a('220'), isStale: false },
    unrealizedPnl: { kind: 'valued', amount: a('20'), isStale: false },
  })
})

test('without a middle the last trade counts, and an old quote is told with its age', async () => {
  const { instrumentId, find } = await positionIn('ETH-USDT')
  const ageMs = MARK_AGE_MS_MAX + 1
  await quoteMarket(database, instrumentId, { bid: '1', last: '95', receivedAt: at(now - ageMs) })
  expect(await find()).toMatchObject({
    mark: { kind: 'marked', price: p('95'), source: 'last', ageMs, isStale: true },
    unrealizedPnl: { kind: 'valued', amount: a('-10'), isStale: true },
  })
})

test('a position that nothing prices has no value and a reason, never 0', async () => {
  const { instrumentId, find } = await positionIn('SOL-USDT')
  const unvalued = { kind: 'unvalued', reason: 'NO_QUOTE' }
  expect(await find()).toMatchObject({ value: unvalued, unrealizedPnl: unvalued })
  await quoteMarket(database, instrumentId, { bid: '1', receivedAt: now })
  expect(await find()).toMatchObject({ value: { kind: 'unvalued', reason: 'NO_MID_AND_NO_LAST' } })
})

test('a flat position keeps its realised profit and needs no mark', async () => {
  const instrumentId = await createInstrument(database, 'ADA-USDT')
  await insertPosition(firm, account, {
    instrumentId,
    quantity: '0',
    cost: '0',
    realizedPnl: '-12.5',
  })
  const { items } = await listPositions(ctx, { accountId: account.accountId })
  expect(items.find((position) => position.instrumentId === instrumentId)).toMatchObject({
    realizedPnl: a('-12.5'),
    averagePrice: null,
    value: { kind: 'valued', amount: a('0') },
  })
})
