import { afterAll, beforeAll, expect, test } from 'vitest'
import { signedCall } from '#test/exchange-client.ts'
import { type AccountKey, type ExchangeProcess, startExchange } from '#test/start-exchange.ts'

const DAY_MS = 86_400_000
const TRADES = 6

let exchange: ExchangeProcess
let key: AccountKey
let startedAt: number

beforeAll(async () => {
  exchange = await startExchange()
  key = await exchange.control.openAccount({ balances: { USDT: '10000' } })
  startedAt = Date.now()
  await exchange.control.addLiquidity('BTCUSDT', [{ side: 'SELL', price: '100', quantity: '50' }])
  const order = { symbol: 'BTCUSDT', side: 'BUY', type: 'MARKET', quantity: '1' }
  for (let i = 0; i < TRADES; i++) await signedCall(exchange, key, 'POST /api/v3/order', order)
})
afterAll(() => exchange.stop())

const list = async (path: string, params: Record<string, number> = {}) => {
  const { body } = await signedCall(exchange, key, `GET ${path}`, { symbol: 'BTCUSDT', ...params })
  return body
}
const tradeIds = async (params: Record<string, number>) => {
  const trades = await list('/api/v3/myTrades', params)
  return trades.map((it: { id: number }) => it.id)
}

test('trades page forward by id without missing or repeating one', async () => {
  const seen: number[] = []
  for (let fromId = 1; ; ) {
    const page: number[] = await tradeIds({ fromId, limit: 4 })
    seen.push(...page)
    if (page.length < 4) break
    fromId = (page.at(-1) ?? 0) + 1
  }
  expect(seen).toEqual([1, 2, 3, 4, 5, 6])
})

test('without a start the newest trades come, oldest of them first', async () => {
  expect(await tradeIds({ limit: 2 })).toEqual([5, 6])
  expect(await tradeIds({ orderId: 3 })).toEqual([3])
})

test('a span of time is inclusive, and at most a day', async () => {
  expect(await tradeIds({ startTime: startedAt })).toHaveLength(TRADES)
  expect(await tradeIds({ startTime: startedAt - DAY_MS, endTime: startedAt - 1 })).toEqual([])
  const tooLong = await list('/api/v3/myTrades', { startTime: 0, endTime: DAY_MS + 1 })
  const mixed = await list('/api/v3/myTrades', { startTime: startedAt, fromId: 1 })
  expect([tooLong.code, mixed.code]).toEqual([-1127, -1128])
})

test('orders list from an id on, and show what was filled', async () => {
  const orders = await list('/api/v3/allOrders', { orderId: 4 })
  expect(orders.map((it: { orderId: number }) => it.orderId)).toEqual([4, 5, 6])
  expect(orders[0]).toMatchObject({ status: 'FILLED', cummulativeQuoteQty: '100.00000000' })
})
