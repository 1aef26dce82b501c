import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import WebSocket from 'ws'
import { publicCall, signedCall, until } from '#test/exchange-client.ts'
import { userStream } from '#test/exchange-streams.ts'
import { type AccountKey, type ExchangeProcess, startExchange } from '#test/start-exchange.ts'

const ORDER = {
  symbol: 'BTCUSDT',
  side: 'BUY',
  type: 'LIMIT',
  timeInForce: 'GTC',
  quantity: '0.001',
  price: '40000',
}
const ORDER_PATH = { method: 'POST', path: '/api/v3/order' }

describe('planted misbehaviour', () => {
  let exchange: ExchangeProcess
  let key: AccountKey

  beforeAll(async () => {
    exchange = await startExchange()
    key = await exchange.control.openAccount({ balances: { USDT: '100000', BTC: '1' } })
  })
  afterEach(() => exchange.control.clearFaults())
  afterAll(() => exchange.stop())

  const place = (params: Record<string, string> = {}) =>
    signedCall(exchange, key, 'POST /api/v3/order', { ...ORDER, ...params })
  const orderCount = async () => (await exchange.control.state(key.accountId)).orders.length

  test('a request dropped before acceptance leaves no order', async () => {
    const before = await orderCount()
    await exchange.control.plantFault({ kind: 'drop-before', match: ORDER_PATH, count: 1 })
    await expect(place()).rejects.toThrow('fetch failed')
    expect(await orderCount()).toBe(before)
    expect((await place()).status).toBe(200)
  })

  test('a request dropped after acceptance leaves an order nobody was told of', async () => {
    const before = await orderCount()
    await exchange.control.plantFault({ kind: 'drop-after', match: ORDER_PATH, count: 1 })
    await expect(place()).rejects.toThrow('fetch failed')
    expect(await orderCount()).toBe(before + 1)
  })

  test.each([
    ['before', 0],
    ['after', 1],
  ] as const)('a 503 %s acceptance leaves %i orders', async (when, orders) => {
    const before = await orderCount()
    const fault = { kind: 'http-error', status: 503, when, match: ORDER_PATH, count: 1 }
    await exchange.control.plantFault(fault)
    expect((await place()).status).toBe(503)
    expect(await orderCount()).toBe(before + orders)
  })

  test('a delay beyond the window turns an order into -1021', async () => {
    await exchange.control.plantFault({ kind: 'delay', ms: 300, match: ORDER_PATH, count: 1 })
    const late = await place({ recvWindow: '200' })
    expect(late.body.code).toBe(-1021)
  })

  test('a skewed clock refuses honest timestamps and shows its time', async () => {
    await exchange.control.plantFault({ kind: 'clock-skew', ms: 10_000 })
    const time = await publicCall(exchange, '/api/v3/time')
    expect(time.body.serverTime - Date.now()).toBeGreaterThan(9_000)
    expect((await place()).body.code).toBe(-1021)
  })

  test('a planted rate limit and a planted reject answer in the dialect', async () => {
    await exchange.control.plantFault({ kind: 'rate-limit', ms: 2_000, count: 1 })
    const limited = await place()
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '2'])
    const reject = { kind: 'reject', code: -2010, message: 'Market is closed.', count: 1 }
    await exchange.control.plantFault({ ...reject, match: ORDER_PATH })
    expect((await place()).body).toEqual({ code: -2010, msg: 'Market is closed.' })
  })

  test('lagged reads show the account as it was', async () => {
    await exchange.control.plantFault({ kind: 'lagged-reads', ms: 60_000 })
    const { body: order } = await place()
    const { orderId } = order
    const query = { symbol: 'BTCUSDT', orderId }
    const lagged = await signedCall(exchange, key, 'GET /api/v3/order', query)
    expect(lagged.body.code).toBe(-2013)
    await exchange.control.clearFaults()
    const present = await signedCall(exchange, key, 'GET /api/v3/order', query)
    expect(present.body.orderId).toBe(orderId)
  })

  test('a suppressed fill is missing from the stream and present in the account', async () => {
    await using stream = await userStream(exchange, key)
    await exchange.control.addLiquidity('BTCUSDT', [
      { side: 'SELL', price: '50000', quantity: '1' },
    ])
    await exchange.control.plantFault({ kind: 'suppress-fills', count: 1 })
    const market = { symbol: 'BTCUSDT', side: 'BUY', type: 'MARKET', quantity: '0.001' }
    const first = await signedCall(exchange, key, 'POST /api/v3/order', market)
    const second = await signedCall(exchange, key, 'POST /api/v3/order', market)
    const fills = await until('the second fill', () => {
      const seen = stream.events.filter((it) => it['x'] === 'TRADE')
      return seen.length > 0 ? seen : null
    })
    expect(fills.map((it) => it['i'])).toEqual([second.body.orderId])
    expect(first.body.status).toBe('FILLED')
  })

  test('a replayed fill comes twice with the same trade id', async () => {
    await using stream = await userStream(exchange, key)
    const market = { symbol: 'BTCUSDT', side: 'BUY', type: 'MARKET', quantity: '0.001' }
    await signedCall(exchange, key, 'POST /api/v3/order', market)
    await exchange.control.plantFault({ kind: 'replay-fill', accountId: key.accountId })
    const ids = await until('both reports', () => {
      const fills = stream.events.filter((it) => it['x'] === 'TRADE')
      return fills.length === 2 ? fills.map((it) => it['t']) : null
    })
    expect(ids[0]).toBe(ids[1])
  })

  test('a disconnect cuts user streams and spares the market', async () => {
    const market = new WebSocket(`${exchange.wsUrl}/ws/btcusdt@trade`)
    await new Promise((resolve) => market.once('open', resolve))
    const stream = await userStream(exchange, key)
    await exchange.control.plantFault({ kind: 'disconnect', target: 'user' })
    await stream.closed
    expect(market.readyState).toBe(WebSocket.OPEN)
    market.terminate()
  })
})
