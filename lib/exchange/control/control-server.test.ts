import { afterAll, beforeAll, expect, test } from 'vitest'
import { signedCall } from '#test/exchange-client.ts'
import { type AccountKey, type ExchangeProcess, startExchange } from '#test/start-exchange.ts'

let exchange: ExchangeProcess
let key: AccountKey

beforeAll(async () => {
  exchange = await startExchange()
  key = await exchange.control.openAccount({ name: 'desk', balances: { USDT: '1000' } })
})
afterAll(() => exchange.stop())

const free = async (asset: string) => {
  const { balances } = await exchange.control.state(key.accountId)
  return balances[asset]?.free
}

test('a deposit and a withdrawal move the balance and stand in the histories', async () => {
  await exchange.control.deposit(key.accountId, 'USDT', '50.5')
  await exchange.control.withdraw(key.accountId, 'USDT', '20', '1')
  expect(await free('USDT')).toBe('1029.50000000')
  const { body } = await signedCall(exchange, key, 'GET /sapi/v1/capital/withdraw/history')
  expect(body).toMatchObject([
    { coin: 'USDT', amount: '20.00000000', transactionFee: '1.00000000' },
  ])
})

test('more than is free cannot be withdrawn', async () => {
  const tooMuch = exchange.control.withdraw(key.accountId, 'USDT', '5000')
  await expect(tooMuch).rejects.toThrow('too little free USDT')
})

test('a balance made wrong stands in no history', async () => {
  await exchange.control.setBalance(key.accountId, 'ADA', '7')
  expect(await free('ADA')).toBe('7.00000000')
  const { body } = await signedCall(exchange, key, 'GET /sapi/v1/capital/deposit/hisrec')
  expect(body.map((it: { coin: string }) => it.coin)).not.toContain('ADA')
})

test('an order placed and canceled by others is seen by the account', async () => {
  const order = { symbol: 'BTCUSDT', side: 'BUY', type: 'LIMIT', timeInForce: 'GTC' }
  const terms = { ...order, quantity: '0.01', price: '40000' }
  const placed = await exchange.control.placeOrder(key.accountId, terms)
  const query = { symbol: 'BTCUSDT', orderId: Number(placed['orderId']) }
  const before = await signedCall(exchange, key, 'GET /api/v3/order', query)
  await exchange.control.cancelOrder(key.accountId, query.orderId)
  const after = await signedCall(exchange, key, 'GET /api/v3/order', query)
  expect([before.body.status, after.body.status]).toEqual(['NEW', 'CANCELED'])
})

test('fees changed hold from the next fill on', async () => {
  await exchange.control.changeFees(key.accountId, { taker: '0.002' })
  await exchange.control.addLiquidity('ETHUSDT', [{ side: 'SELL', price: '100', quantity: '1' }])
  const order = { symbol: 'ETHUSDT', side: 'BUY', type: 'MARKET', quantity: '1' }
  const { body } = await signedCall(exchange, key, 'POST /api/v3/order', order)
  expect(body.fills[0]).toMatchObject({ commission: '0.00200000', commissionAsset: 'ETH' })
})

test.each([
  ['a field of the wrong kind', 'POST', '/accounts', '{"name":5}', 'name: expected text'],
  ['text that is no JSON', 'POST', '/accounts', '{', 'not JSON'],
  ['an unknown fault', 'POST', '/faults', '{"kind":"gremlin"}', 'expected one of delay'],
  ['an account that is none', 'POST', '/accounts/99/deposit', '{}', 'no account 99'],
])('%s is refused in words', async (_name, method, path, body, words) => {
  const response = await fetch(exchange.controlUrl + path, { method, body })
  expect([response.status, await response.text()]).toEqual([400, expect.stringContaining(words)])
})

test('a browser is turned away', async () => {
  const headers = { origin: 'http://example.test' }
  const response = await fetch(`${exchange.controlUrl}/health`, { headers })
  expect(response.status).toBe(403)
})
