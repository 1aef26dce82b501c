import { afterEach, expect, test, vi } from 'vitest'
import { toWireId } from '#api/codecs/id.ts'
import { listCandles } from '#api/market.ts'
import { cancelOrder, listOrders, placeOrder } from '#api/orders.ts'
import { issueStreamTicket } from '#api/stream-ticket.ts'
import { instrumentIdOf, parseInstrumentId } from '#core/market/instrument.ts'
import { at, p, q } from '#test/builders.ts'
import { call, encodeRequest } from './call.ts'
import { CallError } from './call-error.ts'

const ID = '01890a5d-ac96-774b-bcce-b302099a8057'
const instrumentId = instrumentIdOf(parseInstrumentId('sim:BTC-USDT'))

afterEach(() => vi.unstubAllGlobals())

function answerWith(status: number, body: unknown, headers: Record<string, string> = {}) {
  const fetch = vi.fn(async (_url: string, _init: RequestInit) =>
    Response.json(body, { status, headers }),
  )
  vi.stubGlobal('fetch', fetch)
  return fetch
}

test('path parameters go into the path and nothing is left for a body that is not defined', () => {
  expect(encodeRequest(cancelOrder, { orderId: ID })).toEqual({
    url: `/api/v1/orders/${toWireId('order', ID)}/cancel`,
    body: undefined,
  })
})

test('a query carries wire values and leaves out what was not asked', () => {
  expect(encodeRequest(listOrders, { accountId: ID, state: undefined, limit: 20 }).url).toBe(
    `/api/v1/orders?accountId=${toWireId('account', ID)}&limit=20`,
  )
  expect(encodeRequest(listCandles, { instrumentId, timeframe: '1m', from: at(5) }).url).toBe(
    '/api/v1/candles?instrumentId=sim%3ABTC-USDT&timeframe=1m&from=5',
  )
})

test('money leaves as text and the idempotency key as a header', async () => {
  const fetch = answerWith(400, {})
  const order = {
    accountId: ID,
    bookId: ID,
    instrumentId,
    side: 'buy' as const,
    type: 'limit' as const,
    timeInForce: 'GTC' as const,
    quantity: q('0.5'),
    quoteAmount: null,
    limitPrice: p('64210.5'),
    stopPrice: null,
    postOnly: false,
    reduceOnly: false,
    protectsPositionId: null,
    parentOrderId: null,
    reason: null,
  }
  await expect(call(placeOrder, order, { idempotencyKey: 'key-1' })).rejects.toThrow(CallError)
  const [url, init] = fetch.mock.calls[0] ?? []
  expect(url).toBe('/api/v1/orders')
  expect(new Headers(init?.headers).get('idempotency-key')).toBe('key-1')
  expect(JSON.parse(String(init?.body))).toMatchObject({ quantity: '0.5', limitPrice: '64210.5' })
})

test('an answer arrives as domain values', async () => {
  answerWith(201, { ticket: 'secret', expiresAt: 30 })
  expect(await call(issueStreamTicket, {})).toEqual({ ticket: 'secret', expiresAt: 30 })
})

test('an error keeps the code, the words and the request id of the API', async () => {
  const error = { code: 'RATE_LIMITED', message: 'Too often.', requestId: 'r1', details: { a: 1 } }
  answerWith(429, { error }, { 'retry-after': '7' })
  await expect(call(issueStreamTicket, {})).rejects.toMatchObject({
    ...error,
    status: 429,
    retryAfterSeconds: 7,
    isPassing: true,
  })
})

test('an answer that is not the API’s is told apart from one that is', async () => {
  answerWith(502, 'bad gateway')
  await expect(call(issueStreamTicket, {})).rejects.toMatchObject({ code: 'UNEXPECTED_ANSWER' })
  answerWith(201, { ticket: 7 })
  await expect(call(issueStreamTicket, {})).rejects.toMatchObject({ code: 'UNEXPECTED_ANSWER' })
})

test('no answer is NETWORK, and an aborted call throws what it was aborted with', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('failed to fetch')))
  await expect(call(issueStreamTicket, {})).rejects.toMatchObject({ code: 'NETWORK', status: null })
  const reason = new Error('left the page')
  const signal = AbortSignal.abort(reason)
  await expect(call(issueStreamTicket, {}, { signal })).rejects.toBe(reason)
})
