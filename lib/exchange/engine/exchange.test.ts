import { describe, expect, test } from 'vitest'
import { ApiError } from '#exchange/api-error.ts'
import { anOrder, TestEngine } from '#test/exchange-engine.ts'

const refusal = (act: () => unknown): string => {
  try {
    act()
  } catch (error) {
    if (error instanceof ApiError) return `${error.code} ${error.message}`
    throw error
  }
  return 'accepted'
}

describe('limit orders', () => {
  test('a resting order locks exactly what it may cost', () => {
    const engine = new TestEngine()
    const account = engine.account({ USDT: '1000' })
    engine.place(account, { price: '100.5', quantity: '2' })
    expect(engine.balance(account, 'USDT')).toEqual({
      free: '799.00000000',
      locked: '201.00000000',
    })
  })

  test('a better price than the limit gives the difference back', () => {
    const engine = new TestEngine()
    const account = engine.account({ USDT: '1000' })
    engine.quote('BTCUSDT', ['SELL', '90', '1'])
    const order = engine.place(account, { price: '100', quantity: '2' })
    expect(order).toMatchObject({ status: 'PARTIALLY_FILLED', executedLots: 100_000 })
    expect(engine.balance(account, 'USDT')).toEqual({
      free: '810.00000000',
      locked: '100.00000000',
    })
    expect(engine.balance(account, 'BTC').free).toBe('1.00000000')
  })

  test('a cancel unlocks the rest and keeps what was filled', () => {
    const engine = new TestEngine()
    const account = engine.account({ BTC: '3' })
    engine.quote('BTCUSDT', ['BUY', '100', '1'])
    const order = engine.place(account, { side: 'SELL', price: '100', quantity: '3' })
    engine.exchange.cancel(order, 'mine')
    expect(order).toMatchObject({ status: 'CANCELED', executedLots: 100_000 })
    expect(engine.balance(account, 'BTC')).toEqual({ free: '2.00000000', locked: '0.00000000' })
    expect(refusal(() => engine.exchange.cancel(order))).toBe('-2011 Unknown order sent.')
  })

  test('two accounts trade by price, then by time', () => {
    const engine = new TestEngine()
    const first = engine.account({ BTC: '1' })
    const second = engine.account({ BTC: '1' })
    const buyer = engine.account({ USDT: '1000' })
    const early = engine.place(first, { side: 'SELL', price: '100', quantity: '1' })
    const late = engine.place(second, { side: 'SELL', price: '100', quantity: '1' })
    engine.place(buyer, { price: '100', quantity: '1' })
    expect([early.status, late.status]).toEqual(['FILLED', 'NEW'])
  })
})

describe('time in force', () => {
  test('IOC expires what it cannot fill at once', () => {
    const engine = new TestEngine()
    const account = engine.account({ USDT: '1000' })
    engine.quote('BTCUSDT', ['SELL', '100', '1'])
    const order = engine.place(account, { price: '100', quantity: '3', timeInForce: 'IOC' })
    expect(order).toMatchObject({ status: 'EXPIRED', executedLots: 100_000 })
    expect(engine.balance(account, 'USDT')).toEqual({ free: '900.00000000', locked: '0.00000000' })
  })

  test('FOK fills whole or not at all', () => {
    const engine = new TestEngine()
    const account = engine.account({ USDT: '1000' })
    engine.quote('BTCUSDT', ['SELL', '100', '1'], ['SELL', '101', '1'])
    const killed = engine.place(account, { price: '100', quantity: '2', timeInForce: 'FOK' })
    const filled = engine.place(account, { price: '101', quantity: '2', timeInForce: 'FOK' })
    expect(killed).toMatchObject({ status: 'EXPIRED', executedLots: 0 })
    expect(filled).toMatchObject({ status: 'FILLED', executedLots: 200_000 })
  })

  test('LIMIT_MAKER is refused where it would take', () => {
    const engine = new TestEngine()
    const account = engine.account({ USDT: '1000' })
    engine.quote('BTCUSDT', ['SELL', '100', '1'])
    const taking = { type: 'LIMIT_MAKER', price: '100', quantity: '1' } as const
    const wouldTake = '-2010 Order would immediately match and take.'
    expect(refusal(() => engine.place(account, taking))).toBe(wouldTake)
    expect(engine.place(account, { ...taking, price: '99.99' }).status).toBe('NEW')
  })
})

describe('market orders', () => {
  test('a market order takes the best levels and expires what nobody offers', () => {
    const engine = new TestEngine()
    const account = engine.account({ USDT: '1000' })
    engine.quote('BTCUSDT', ['SELL', '100', '1'], ['SELL', '102', '1'])
    const order = engine.place(account, { type: 'MARKET', quantity: '3' })
    expect(order).toMatchObject({ status: 'EXPIRED', executedLots: 200_000 })
    expect(engine.balance(account, 'USDT').free).toBe('798.00000000')
  })

  test('a quote quantity is never exceeded', () => {
    const engine = new TestEngine()
    const account = engine.account({ USDT: '150' })
    engine.quote('BTCUSDT', ['SELL', '100', '1'], ['SELL', '102', '1'])
    const order = engine.place(account, { type: 'MARKET', quoteOrderQty: '150' })
    expect(order).toMatchObject({ status: 'FILLED', executedLots: 149_019 })
    expect(engine.balance(account, 'USDT').free).toBe('0.00062000')
  })

  test('a market buy that the account cannot pay for is refused whole', () => {
    const engine = new TestEngine()
    const account = engine.account({ USDT: '150' })
    engine.quote('BTCUSDT', ['SELL', '100', '1'], ['SELL', '102', '1'])
    const refused = refusal(() => engine.place(account, { type: 'MARKET', quantity: '2' }))
    expect(refused).toBe('-2010 Account has insufficient balance for requested action.')
    expect(engine.balance(account, 'USDT').free).toBe('150.00000000')
  })
})

describe('filters', () => {
  const engine = new TestEngine({ averageTicks: 10_000 })
  const account = engine.account({ USDT: '100000000', BTC: '100000' })
  test.each([
    [{ price: '100.001', quantity: '1' }, '-1013 Filter failure: PRICE_FILTER'],
    [{ price: '0', quantity: '1' }, '-1013 Filter failure: PRICE_FILTER'],
    [{ price: '500.01', quantity: '1' }, '-1013 Filter failure: PERCENT_PRICE_BY_SIDE'],
    [{ price: '500', quantity: '1' }, 'accepted'],
    [{ price: '19.99', quantity: '1' }, '-1013 Filter failure: PERCENT_PRICE_BY_SIDE'],
    [{ price: '20', quantity: '1' }, 'accepted'],
    [{ price: '100', quantity: '0.000001' }, '-1013 Filter failure: LOT_SIZE'],
    [{ price: '100', quantity: '9001' }, '-1013 Filter failure: LOT_SIZE'],
    [{ price: '100', quantity: '0.04999' }, '-1013 Filter failure: NOTIONAL'],
    [{ price: '100', quantity: '0.05' }, 'accepted'],
    [{ type: 'MARKET', quantity: '121' }, '-1013 Filter failure: MARKET_LOT_SIZE'],
    [{ price: '100.123456789', quantity: '1' }, "-1111 Parameter 'price' has too much precision."],
    [{ price: '1e2', quantity: '1' }, "-1100 Illegal characters found in parameter 'price'"],
  ] as const)('%j: %s', (request, expected) => {
    expect(refusal(() => engine.exchange.test(account, anOrder(request)))).toContain(expected)
  })
})

describe('self-trade prevention', () => {
  const meet = (selfTrade: 'NONE' | 'EXPIRE_TAKER' | 'EXPIRE_MAKER' | 'EXPIRE_BOTH') => {
    const engine = new TestEngine()
    const account = engine.account({ USDT: '1000', BTC: '1' })
    const maker = engine.place(account, { side: 'SELL', price: '100', quantity: '1' })
    const taker = engine.place(account, { price: '100', quantity: '1', selfTrade })
    return [maker.status, taker.status]
  }
  test.each([
    ['NONE', ['FILLED', 'FILLED']],
    ['EXPIRE_TAKER', ['NEW', 'EXPIRED_IN_MATCH']],
    ['EXPIRE_MAKER', ['EXPIRED_IN_MATCH', 'NEW']],
    ['EXPIRE_BOTH', ['EXPIRED_IN_MATCH', 'EXPIRED_IN_MATCH']],
  ] as const)('%s leaves maker and taker %j', (mode, statuses) => {
    expect(meet(mode)).toEqual(statuses)
  })
})

describe('stop orders', () => {
  test('a stop waits for the last price, then trades as a limit order', () => {
    const engine = new TestEngine()
    const account = engine.account({ BTC: '1' })
    engine.quote('BTCUSDT', ['BUY', '100', '1'], ['BUY', '90', '2'], ['SELL', '100', '1'])
    const stop = { type: 'STOP_LOSS_LIMIT', side: 'SELL', quantity: '1', price: '85' } as const
    const order = engine.place(account, { ...stop, stopPrice: '95' })
    expect(order).toMatchObject({ status: 'NEW', isWorking: false })
    engine.quote('BTCUSDT', ['SELL', '90', '1'])
    expect(order).toMatchObject({ status: 'FILLED', isWorking: true })
    expect(engine.balance(account, 'USDT').free).toBe('90.00000000')
  })

  test('a stop that would trigger at once is refused', () => {
    const engine = new TestEngine()
    const account = engine.account({ BTC: '1' })
    engine.quote('BTCUSDT', ['BUY', '100', '1'], ['SELL', '100', '1'])
    const stop = { type: 'STOP_LOSS_LIMIT', side: 'SELL', quantity: '1', price: '85' } as const
    const refused = refusal(() => engine.place(account, { ...stop, stopPrice: '100' }))
    expect(refused).toBe('-2010 Stop price would trigger immediately.')
  })
})

describe('identity', () => {
  test('a client order id is unique among open orders only', () => {
    const engine = new TestEngine()
    const account = engine.account({ USDT: '1000' })
    const request = { price: '100', quantity: '1', clientOrderId: 'same' }
    const order = engine.place(account, request)
    expect(refusal(() => engine.place(account, request))).toBe('-2010 Duplicate order sent.')
    engine.exchange.cancel(order)
    expect(engine.place(account, request).status).toBe('NEW')
  })
})
