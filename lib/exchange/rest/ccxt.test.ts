import type ccxt from 'ccxt'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ccxtFor, until } from '#test/exchange-client.ts'
import { type AccountKey, type ExchangeProcess, startExchange } from '#test/start-exchange.ts'

/** Two orders that meet, so that the symbol has a price. */
const TRADED_AT_ONCE = {
  doge: [
    { side: 'BUY', price: '0.2', quantity: '10' },
    { side: 'SELL', price: '0.2', quantity: '10' },
  ],
  bnb: [
    { side: 'BUY', price: '500', quantity: '1' },
    { side: 'SELL', price: '500', quantity: '1' },
  ],
} as const

/** The client that Truebook's own venue adapter is built on, against the real process. */
describe('ccxt binance works unmodified', () => {
  let exchange: ExchangeProcess
  let key: AccountKey
  let client: InstanceType<typeof ccxt.pro.binance>

  beforeAll(async () => {
    exchange = await startExchange()
    key = await exchange.control.openAccount({ balances: { USDT: '100000', BTC: '2' } })
    client = await ccxtFor(exchange, key)
    await exchange.control.addLiquidity('BTCUSDT', [
      { side: 'BUY', price: '49990', quantity: '1' },
      { side: 'SELL', price: '50000', quantity: '1' },
      { side: 'SELL', price: '50010', quantity: '1' },
    ])
  })

  afterAll(async () => {
    await client.close()
    await exchange.stop()
  })

  test('markets carry their precision and limits', async () => {
    const markets = await client.loadMarkets()
    expect(Object.keys(markets)).toHaveLength(8)
    expect(markets['BTC/USDT']).toMatchObject({
      precision: { price: 0.01, amount: 0.00001 },
      limits: { amount: { min: 0.00001, max: 9000 }, cost: { min: 5 } },
      active: true,
      spot: true,
    })
  })

  test('a market order comes back filled with its fee', async () => {
    const order = await client.createOrder('BTC/USDT', 'market', 'buy', 0.1)
    expect(order).toMatchObject({ status: 'closed', filled: 0.1, average: 50_000 })
    expect(order.fee).toMatchObject({ currency: 'BTC', cost: 0.0001 })
  })

  test('a limit order is open until canceled, and then known as canceled', async () => {
    const placed = await client.createOrder('BTC/USDT', 'limit', 'buy', 0.1, 40_000, {
      newClientOrderId: 'mine-1',
    })
    const open = await client.fetchOpenOrders('BTC/USDT')
    expect(open.map((it) => it.id)).toEqual([placed.id])
    await client.cancelOrder(String(placed.id), 'BTC/USDT')
    const found = await client.fetchOrder('', 'BTC/USDT', { origClientOrderId: 'mine-1' })
    expect(found).toMatchObject({ id: placed.id, status: 'canceled', filled: 0 })
  })

  test('a stop-limit order waits with its trigger price', async () => {
    const stop = await client.createOrder('BTC/USDT', 'limit', 'sell', 0.1, 39_000, {
      stopPrice: 40_000,
    })
    const found = await client.fetchOrder(String(stop.id), 'BTC/USDT')
    expect(found).toMatchObject({ status: 'open', triggerPrice: 40_000, price: 39_000 })
    await client.cancelAllOrders('BTC/USDT')
    expect(await client.fetchOpenOrders('BTC/USDT')).toEqual([])
  })

  test('trades, balances and histories agree with the account', async () => {
    const trades = await client.fetchMyTrades('BTC/USDT')
    expect(trades.map((it) => [it.side, it.amount, it.price, it.takerOrMaker])).toEqual([
      ['buy', 0.1, 50_000, 'taker'],
    ])
    const balance = await client.fetchBalance()
    expect(balance['BTC']).toEqual({ free: 2.0999, used: 0, total: 2.0999 })
    expect(balance['USDT']).toEqual({ free: 95_000, used: 0, total: 95_000 })
    await exchange.control.withdraw(key.accountId, 'USDT', '100', '1')
    await exchange.control.deposit(key.accountId, 'DOGE', '10')
    const [withdrawal] = await client.fetchWithdrawals('USDT')
    expect(withdrawal).toMatchObject({ amount: 100, status: 'ok', fee: { cost: 1 } })
    await exchange.control.addLiquidity('DOGEUSDT', TRADED_AT_ONCE.doge)
    await exchange.control.addLiquidity('BNBUSDT', TRADED_AT_ONCE.bnb)
    await exchange.control.convertDust(key.accountId, 'DOGE')
    const [dust] = await client.fetchMyDustTrades()
    expect(dust).toMatchObject({ symbol: 'DOGE/BNB', side: 'sell', amount: 10 })
    const fee = await client.fetchTradingFee('BTC/USDT')
    expect(fee).toMatchObject({ maker: 0.001, taker: 0.001 })
    const deposits = await client.fetchDeposits()
    expect(deposits.map((it) => it.currency).sort()).toEqual(['BTC', 'DOGE', 'USDT'])
  })

  test('public data reads as a market', async () => {
    const book = await client.fetchOrderBook('BTC/USDT')
    expect(book.asks[0]).toEqual([50_000, 0.9])
    const [candle] = await client.fetchOHLCV('BTC/USDT', '1m')
    expect(candle?.slice(1)).toEqual([50_000, 50_000, 50_000, 50_000, 0.1])
    const ticker = await client.fetchTicker('BTC/USDT')
    expect(ticker).toMatchObject({ last: 50_000, bid: 49_990, ask: 50_000, baseVolume: 0.1 })
    const [trade] = await client.fetchTrades('BTC/USDT')
    expect(trade).toMatchObject({ price: 50_000, amount: 0.1, side: 'buy' })
  })

  test('refusals arrive as the errors ccxt has names for', async () => {
    const order = (amount: number, price: number) =>
      client.createOrder('BTC/USDT', 'limit', 'buy', amount, price)
    await expect(order(100, 50_000)).rejects.toThrow(/InsufficientFunds|insufficient balance/)
    await expect(client.cancelOrder('999', 'BTC/USDT')).rejects.toThrow(/Unknown order sent/)
    await expect(client.fetchOrder('999', 'BTC/USDT')).rejects.toThrow(/Order does not exist/)
  })

  test('the websocket shows book, trades, candles and the account as they move', async () => {
    const seen = { orders: [] as string[], trades: 0, balance: false, candle: false }
    const orders = client.watchOrders('BTC/USDT')
    const balance = client.watchBalance().then((it) => {
      seen.balance = it['BTC'] !== undefined
    })
    const book = client.watchOrderBook('BTC/USDT')
    const trades = client.watchTrades('BTC/USDT').then((it) => {
      seen.trades += it.length
    })
    const candles = client.watchOHLCV('BTC/USDT', '1m').then(() => {
      seen.candle = true
    })
    await until('the user stream', async () => {
      const state = await exchange.control.state(key.accountId)
      return state.userStreams > 0
    })
    await until('all market streams', async () => {
      const health = await exchange.control.health()
      return health['streams'] === 3
    })
    await client.createOrder('BTC/USDT', 'limit', 'buy', 0.1, 50_000)
    seen.orders.push(...(await orders).map((it) => `${it.status} ${it.filled}`))
    const mirrored = await book
    await Promise.all([balance, trades, candles])
    expect(seen).toEqual({ orders: ['closed 0.1'], trades: 1, balance: true, candle: true })
    expect(mirrored.asks[0]?.[0]).toBe(50_000)
  })
})
