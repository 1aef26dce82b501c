import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type RawAnswer, signedCall } from '#test/exchange-client.ts'
import { type ExchangeProcess, startExchange } from '#test/start-exchange.ts'

const ROUNDS = 4
const CLIENTS = 6
const KILL_AFTER_ORDERS = 60

type Acknowledged = { readonly orders: Map<number, string>; readonly trades: Map<number, number> }

test('kill -9 between many orders takes back nothing that was acknowledged', async () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'truebook-kill-'))
  let exchange = await startExchange({ dataFolder })
  const balances = { USDT: '10000000', BTC: '100' }
  const key = await exchange.control.openAccount({ balances, fees: { maker: '0', taker: '0' } })
  const known: Acknowledged = { orders: new Map(), trades: new Map() }
  for (let round = 0; round < ROUNDS; round++) {
    await exchange.control.setLimits({ ordersPer10s: 1_000_000, requestWeightPerMinute: 1_000_000 })
    await exchange.control.addLiquidity('BTCUSDT', [
      { side: 'SELL', price: '50000', quantity: '100' },
    ])
    await orderUntilKilled(exchange, key, known)
    exchange = await startExchange({ dataFolder })
    await checkState(exchange, key, known)
  }
  await exchange.stop()
  rmSync(dataFolder, { recursive: true })
}, 30_000)

test('a clean restart goes on with the next order and trade id', async () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'truebook-restart-'))
  const first = await startExchange({ dataFolder })
  const key = await first.control.openAccount({ balances: { USDT: '1000' } })
  const trade = async (exchange: ExchangeProcess) => {
    const offer = { side: 'SELL', price: '100', quantity: '1' } as const
    await exchange.control.addLiquidity('BTCUSDT', [offer])
    const order = { symbol: 'BTCUSDT', side: 'BUY', type: 'MARKET', quantity: '1' }
    const { body } = await signedCall(exchange, key, 'POST /api/v3/order', order)
    return [body.orderId, body.fills[0].tradeId]
  }
  const before = await trade(first)
  await first.stop()
  const second = await startExchange({ dataFolder })
  expect([before, await trade(second)]).toEqual([
    [1, 1],
    [2, 2],
  ])
  await second.stop()
  rmSync(dataFolder, { recursive: true })
})

/** Several clients place resting and taking orders; in their midst the process is killed. */
async function orderUntilKilled(
  exchange: ExchangeProcess,
  key: Parameters<typeof signedCall>[1],
  known: Acknowledged,
): Promise<void> {
  let acknowledged = 0
  let killed: Promise<void> | null = null
  const client = async () => {
    for (let i = 0; ; i++) {
      const answer = await place(exchange, key, i % 2 === 0 ? '50000' : '40000').catch(() => null)
      if (answer === null) return
      remember(known, answer)
      if (++acknowledged === KILL_AFTER_ORDERS) killed = exchange.kill()
    }
  }
  await Promise.all(Array.from({ length: CLIENTS }, client))
  await killed
}

function place(exchange: ExchangeProcess, key: Parameters<typeof signedCall>[1], price: string) {
  const order = { symbol: 'BTCUSDT', side: 'BUY', type: 'LIMIT', timeInForce: 'GTC' }
  return signedCall(exchange, key, 'POST /api/v3/order', { ...order, price, quantity: '0.001' })
}

function remember(known: Acknowledged, { status, body }: RawAnswer): void {
  expect([status, body]).toEqual([200, expect.anything()])
  expect(known.orders.has(body.orderId), 'an order id is never used twice').toBe(false)
  known.orders.set(body.orderId, body.status)
  for (const fill of body.fills) {
    expect(known.trades.has(fill.tradeId), 'a trade id is never used twice').toBe(false)
    known.trades.set(fill.tradeId, body.orderId)
  }
}

async function checkState(
  exchange: ExchangeProcess,
  key: Parameters<typeof signedCall>[1] & { accountId: number },
  known: Acknowledged,
): Promise<void> {
  const state = await exchange.control.state(key.accountId)
  const statuses = new Map(state.orders.map((it) => [it['orderId'], it['status']]))
  const trades = new Map(state.trades.map((it) => [it['id'], it['orderId']]))
  for (const [id, status] of known.orders) expect(statuses.get(id)).toBe(status)
  for (const [id, orderId] of known.trades) expect(trades.get(id)).toBe(orderId)
  const { body: open } = await signedCall(exchange, key, 'GET /api/v3/openOrders', {
    symbol: 'BTCUSDT',
  })
  const resting = [...statuses.values()].filter((status) => status === 'NEW').length
  expect(open).toHaveLength(resting)
  const bought = state.trades.length / 1_000
  expect(Number(state.balances['BTC']?.free)).toBeCloseTo(100 + bought, 8)
  expect(Number(state.balances['USDT']?.locked)).toBeCloseTo(resting * 40, 8)
}
