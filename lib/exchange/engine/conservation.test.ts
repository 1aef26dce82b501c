import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ApiError } from '#exchange/api-error.ts'
import { unitsOf } from '#exchange/decimal.ts'
import { baseUnits, quoteUnits } from '#exchange/instruments.ts'
import { TestEngine } from '#test/exchange-engine.ts'
import type { Account } from './account.ts'
import { remainingLots } from './order.ts'

const START = { USDT: '100000', BTC: '100', BNB: '5' }
const FEES = { maker: '0.0005', taker: '0.001' }

const command = fc.record({
  account: fc.integer({ min: 0, max: 2 }),
  kind: fc.constantFrom('place', 'place', 'place', 'cancel'),
  side: fc.constantFrom('BUY' as const, 'SELL' as const),
  type: fc.constantFrom('LIMIT', 'LIMIT', 'MARKET', 'STOP_LOSS_LIMIT', 'LIMIT_MAKER'),
  timeInForce: fc.constantFrom('GTC', 'GTC', 'IOC', 'FOK'),
  selfTrade: fc.constantFrom('NONE', 'EXPIRE_TAKER', 'EXPIRE_MAKER', 'EXPIRE_BOTH'),
  price: fc.integer({ min: 90, max: 110 }),
  stop: fc.integer({ min: 90, max: 110 }),
  quantity: fc.integer({ min: 1, max: 40 }),
})

type Command = typeof command extends fc.Arbitrary<infer T> ? T : never

function run(engine: TestEngine, accounts: readonly Account[], it: Command): void {
  const account = accounts[it.account]
  if (account === undefined) return
  if (it.kind === 'cancel') {
    const [order] = account.openOrders.values()
    if (order !== undefined) engine.exchange.cancel(order)
    return
  }
  const { side, type, timeInForce, selfTrade } = it as Parameters<typeof engine.place>[1] & Command
  const isMarket = type === 'MARKET'
  const price = isMarket ? undefined : String(it.price)
  const stopPrice = type === 'STOP_LOSS_LIMIT' ? String(it.stop) : undefined
  const quantity = String(it.quantity)
  try {
    engine.place(account, { side, type, timeInForce, selfTrade, price, stopPrice, quantity })
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
  }
}

function total(accounts: readonly Account[], asset: string): bigint {
  let sum = 0n
  for (const account of accounts) {
    const balance = account.balances.get(asset)
    sum += (balance?.free ?? 0n) + (balance?.locked ?? 0n)
    for (const trades of account.trades.values()) {
      for (const trade of trades) if (trade.feeAsset === asset) sum += trade.fee
    }
  }
  return sum
}

function checkLocks(engine: TestEngine, account: Account): void {
  const { instrument } = engine.exchange.book('BTCUSDT')
  let quote = 0n
  let base = 0n
  for (const order of account.openOrders.values()) {
    const lots = remainingLots(order)
    if (order.terms.side === 'SELL') base += baseUnits(instrument, lots)
    else quote += quoteUnits(instrument, order.terms.priceTicks, lots)
  }
  expect(account.balances.get('USDT')?.locked).toBe(quote)
  expect(account.balances.get('BTC')?.locked).toBe(base)
  for (const { free } of account.balances.values()) expect(free >= 0n).toBe(true)
}

test('among accounts nothing appears or vanishes, and open orders are exactly what is locked', () => {
  fc.assert(
    fc.property(fc.array(command, { minLength: 1, maxLength: 60 }), (commands) => {
      const engine = new TestEngine()
      const accounts = [0, 1, 2].map((i) => engine.account(START, { ...FEES, payInBnb: i === 2 }))
      for (const it of commands) run(engine, accounts, it)
      for (const account of accounts) checkLocks(engine, account)
      for (const [asset, amount] of Object.entries(START)) {
        expect(total(accounts, asset)).toBe(unitsOf(amount) * 3n)
      }
    }),
    { numRuns: 150 },
  )
})

test('the journal gives back every balance, order and trade, and the queue as it was', () => {
  fc.assert(
    fc.property(fc.array(command, { minLength: 1, maxLength: 60 }), (commands) => {
      const engine = new TestEngine()
      const accounts = [0, 1, 2].map(() => engine.account(START, FEES))
      for (const it of commands) run(engine, accounts, it)
      const restarted = new TestEngine({ events: engine.events })
      for (const account of accounts) {
        expect(restarted.exchange.accounts.account(account.id)).toEqual(account)
      }
      expect(fillAgainstEverything(restarted)).toEqual(fillAgainstEverything(engine))
    }),
    { numRuns: 100 },
  )
})

/** Which orders a sweep of both sides meets, in their order. */
function fillAgainstEverything(engine: TestEngine): readonly number[] {
  const from = engine.events.length
  engine.quote('BTCUSDT', ['BUY', '200', '5000'], ['SELL', '1', '5000'])
  const met = engine.events.slice(from).filter((it) => it.type === 'order-filled')
  return met.map((it) => it.orderId)
}
