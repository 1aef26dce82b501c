import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { publicCall, signedCall } from '#test/exchange-client.ts'
import { type AccountKey, type ExchangeProcess, startExchange } from '#test/start-exchange.ts'

const LIMIT = { symbol: 'BTCUSDT', side: 'BUY', type: 'LIMIT', timeInForce: 'GTC' }
const ORDER = { ...LIMIT, quantity: '0.1', price: '40000' }

describe("the dialect's refusals", () => {
  let exchange: ExchangeProcess
  let key: AccountKey

  beforeAll(async () => {
    exchange = await startExchange()
    key = await exchange.control.openAccount({ balances: { USDT: '100000' } })
  })
  afterAll(() => exchange.stop())

  const account = (params = {}, options = {}) =>
    signedCall(exchange, key, 'GET /api/v3/account', params, options)

  test('no key is -2014 and an unknown one -2015, both 401', async () => {
    const none = await publicCall(exchange, '/api/v3/account')
    const unknown = { apiKey: 'x'.repeat(64), apiSecret: 'y' }
    const stranger = await signedCall(exchange, unknown, 'GET /api/v3/account')
    expect([none.status, none.body.code]).toEqual([401, -2014])
    expect([stranger.status, stranger.body.code]).toEqual([401, -2015])
  })

  test('a signature by another secret is -1022', async () => {
    const answer = await account({}, { secret: 'wrong' })
    expect(answer).toMatchObject({
      status: 400,
      body: { code: -1022, msg: 'Signature for this request is not valid.' },
    })
  })

  test('a signature over query and body together is accepted', async () => {
    const query = 'symbol=BTCUSDT&side=BUY&type=LIMIT'
    const body = `timeInForce=GTC&quantity=0.1&price=40000&timestamp=${Date.now()}`
    const signature = createHmac('sha256', key.apiSecret)
      .update(query + body)
      .digest('hex')
    const response = await fetch(`${exchange.restUrl}/api/v3/order/test?${query}`, {
      method: 'POST',
      headers: { 'x-mbx-apikey': key.apiKey },
      body: `${body}&signature=${signature}`,
    })
    expect([response.status, await response.json()]).toEqual([200, {}])
  })

  test.each([
    ['a second and more ahead of the exchange', { clockOffsetMs: 2_000 }, {}, -1021],
    ['less than a second ahead', { clockOffsetMs: 500 }, {}, undefined],
    ['older than the default window', { clockOffsetMs: -6_000 }, {}, -1021],
    [
      'older, in a window that allows it',
      { clockOffsetMs: -6_000 },
      { recvWindow: 10_000 },
      undefined,
    ],
    ['in a window beyond the maximum', {}, { recvWindow: 60_001 }, -1131],
  ])('a timestamp %s', async (_name, options, params, code) => {
    const answer = await account(params, options)
    expect(answer.body.code).toBe(code)
  })

  test.each([
    ['an unknown symbol', { ...ORDER, symbol: 'NOPE' }, -1121],
    ['a wrong side', { ...ORDER, side: 'HOLD' }, -1117],
    ['a wrong type', { ...ORDER, type: 'ICEBERG' }, -1116],
    ['a wrong time in force', { ...ORDER, timeInForce: 'GTD' }, -1115],
    ['a missing price', { ...LIMIT, quantity: '1' }, -1102],
    ['an empty price', { ...ORDER, price: '' }, -1105],
    ['a price that is not one', { ...ORDER, price: '-5' }, -1100],
    ['too much precision', { ...ORDER, price: '1.123456789' }, -1111],
    ['a field the type does not take', { ...ORDER, stopPrice: '1' }, -1106],
    ['a field nobody knows', { ...ORDER, colour: 'red' }, -1104],
    ['an off-tick price', { ...ORDER, price: '40000.001' }, -1013],
    ['more than the account holds', { ...ORDER, quantity: '100' }, -2010],
  ])('an order with %s is refused', async (_name, params, code) => {
    const answer = await signedCall(exchange, key, 'POST /api/v3/order', params)
    expect([answer.status, answer.body.code]).toEqual([400, code])
  })

  test('orders that are not there: -2013 to read, -2011 to cancel', async () => {
    const unknown = { symbol: 'BTCUSDT', orderId: 42 }
    const read = await signedCall(exchange, key, 'GET /api/v3/order', unknown)
    const cancel = await signedCall(exchange, key, 'DELETE /api/v3/order', unknown)
    const neither = await signedCall(exchange, key, 'GET /api/v3/order', { symbol: 'BTCUSDT' })
    expect(read.body.code).toBe(-2013)
    expect(cancel.body).toEqual({ code: -2011, msg: 'Unknown order sent.' })
    expect(neither.body.code).toBe(-1102)
  })

  test('a key without the right to trade may read and not order', async () => {
    const reader = await exchange.control.openAccount({ canTrade: false })
    const order = await signedCall(exchange, reader, 'POST /api/v3/order', ORDER)
    const read = await signedCall(exchange, reader, 'GET /api/v3/account')
    expect([order.status, order.body.code]).toEqual([401, -2015])
    expect([read.status, read.body.canTrade]).toEqual([200, false])
  })

  test('a key bound to other addresses is refused', async () => {
    const bound = await exchange.control.openAccount({ addresses: ['192.0.2.1'] })
    const answer = await signedCall(exchange, bound, 'GET /api/v3/account')
    expect([answer.status, answer.body.code]).toEqual([401, -2015])
  })

  test('permissions are told as they are', async () => {
    const strong = await exchange.control.openAccount({
      canWithdraw: true,
      addresses: ['127.0.0.1'],
    })
    const { body } = await signedCall(exchange, strong, 'GET /sapi/v1/account/apiRestrictions')
    expect(body).toMatchObject({ enableWithdrawals: true, ipRestrict: true, enableReading: true })
  })

  test('cancel-replace says which half worked', async () => {
    const replace = (params: Record<string, string | number>) =>
      signedCall(exchange, key, 'POST /api/v3/order/cancelReplace', {
        ...ORDER,
        cancelReplaceMode: 'STOP_ON_FAILURE',
        ...params,
      })
    const neither = await replace({ cancelOrderId: 4_242 })
    expect([neither.status, neither.body.code]).toEqual([400, -2022])
    expect(neither.body.data).toMatchObject({ newOrderResult: 'NOT_ATTEMPTED' })
    const { body: order } = await signedCall(exchange, key, 'POST /api/v3/order', ORDER)
    const half = await replace({ cancelOrderId: order.orderId, quantity: '100' })
    expect([half.status, half.body.code]).toEqual([409, -2021])
    expect(half.body.data).toMatchObject({ cancelResult: 'SUCCESS', newOrderResult: 'FAILURE' })
  })

  test('a path that is none is 404 in the same shape', async () => {
    const answer = await publicCall(exchange, '/api/v3/nothing')
    expect([answer.status, answer.body.code]).toEqual([404, -5000])
  })
})
