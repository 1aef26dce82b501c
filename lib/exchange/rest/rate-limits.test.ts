import { expect, test } from 'vitest'
import { publicCall, signedCall, until } from '#test/exchange-client.ts'
import { startExchange } from '#test/start-exchange.ts'
import { ApiError } from '../api-error.ts'
import { BAN_MS, RateLimiter, VIOLATIONS_MAX } from './rate-limits.ts'

const MINUTE_AT = 1_700_000_040_000

const statusOf = (act: () => unknown): number => {
  try {
    act()
    return 200
  } catch (error) {
    if (error instanceof ApiError) return error.status
    throw error
  }
}

test('weight beyond the limit is 429 until the minute turns', () => {
  const limiter = new RateLimiter()
  const take = (weight: number, at: number) => statusOf(() => limiter.takeWeight('a', weight, at))
  expect(take(6_000, MINUTE_AT)).toBe(200)
  expect(take(1, MINUTE_AT)).toBe(429)
  expect(statusOf(() => limiter.takeWeight('b', 1, MINUTE_AT))).toBe(200)
  expect(take(1, MINUTE_AT + 59_999)).toBe(429)
  expect(take(1, MINUTE_AT + 60_000)).toBe(200)
})

test('going on after 429 is 418, for as long as the ban lasts', () => {
  const limiter = new RateLimiter()
  limiter.takeWeight('a', 6_000, MINUTE_AT)
  const take = (at: number) => statusOf(() => limiter.takeWeight('a', 1, at))
  const answers = Array.from({ length: VIOLATIONS_MAX + 2 }, () => take(MINUTE_AT))
  expect(answers).toEqual([...Array(VIOLATIONS_MAX).fill(429), 418, 418])
  expect(take(MINUTE_AT + BAN_MS - 1)).toBe(418)
  expect(take(MINUTE_AT + BAN_MS)).toBe(200)
})

test('orders are counted per account in ten seconds and in a day', () => {
  const limiter = new RateLimiter()
  for (let i = 0; i < 100; i++) limiter.takeOrder(1, MINUTE_AT)
  expect(statusOf(() => limiter.takeOrder(1, MINUTE_AT + 9_999))).toBe(429)
  expect(statusOf(() => limiter.takeOrder(2, MINUTE_AT))).toBe(200)
  expect(statusOf(() => limiter.takeOrder(1, MINUTE_AT + 10_000))).toBe(200)
  expect(limiter.usedOrders(1, MINUTE_AT + 10_000)).toEqual({ per10s: 1, perDay: 101 })
})

test('the headers count, and 429 and 418 say when to come back', async () => {
  await using exchange = await startExchange()
  // The windows turn with the clock: begin where neither turns under the test.
  await until('room in the window', () => Date.now() % 10_000 < 7_000)
  await exchange.control.setLimits({ requestWeightPerMinute: 30, ordersPer10s: 1 })
  const key = await exchange.control.openAccount({ balances: { USDT: '100000' } })
  const order = { symbol: 'BTCUSDT', side: 'BUY', type: 'LIMIT', timeInForce: 'GTC' }
  const terms = { ...order, quantity: '0.1', price: '40000' }
  const first = await signedCall(exchange, key, 'POST /api/v3/order', terms)
  const second = await signedCall(exchange, key, 'POST /api/v3/order', terms)
  expect(first.headers.get('x-mbx-order-count-10s')).toBe('1')
  expect(first.headers.get('x-mbx-used-weight-1m')).toBe('1')
  expect([second.status, second.body.code]).toEqual([429, -1015])
  await publicCall(exchange, '/api/v3/exchangeInfo')
  const statuses: number[] = []
  for (let i = 0; i < VIOLATIONS_MAX + 10; i++) {
    const answer = await publicCall(exchange, '/api/v3/ping')
    statuses.push(answer.status)
    if (answer.status !== 200) {
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
      expect(answer.body.code).toBe(-1003)
    }
  }
  expect([...new Set(statuses)]).toEqual([200, 429, 418])
})
