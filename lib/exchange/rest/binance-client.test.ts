import { MainClient, WebsocketAPIClient, WebsocketClient } from 'binance'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { until } from '#test/exchange-client.ts'
import { type AccountKey, type ExchangeProcess, startExchange } from '#test/start-exchange.ts'

const SILENT = { trace: () => undefined, info: () => undefined, error: () => undefined }

/** A second client, of other authors, holds the dialect to what Binance documents and not to what ccxt tolerates. */
describe("npm's binance client works unmodified", () => {
  let exchange: ExchangeProcess
  let key: AccountKey
  let rest: MainClient
  const closers: (() => unknown)[] = []

  beforeAll(async () => {
    exchange = await startExchange()
    key = await exchange.control.openAccount({ balances: { USDT: '100000', BTC: '2' } })
    rest = new MainClient(credentials())
    await exchange.control.addLiquidity('BTCUSDT', [
      { side: 'BUY', price: '49990', quantity: '1' },
      { side: 'SELL', price: '50000', quantity: '1' },
    ])
  })

  afterAll(async () => {
    for (const close of closers) await close()
    await exchange.stop()
  })

  function credentials() {
    return { api_key: key.apiKey, api_secret: key.apiSecret, baseUrl: exchange.restUrl }
  }

  function websocketOptions() {
    return { ...credentials(), wsUrl: exchange.wsUrl, restOptions: { baseUrl: exchange.restUrl } }
  }

  test('it reads rules, prices and the account', async () => {
    const info = await rest.getExchangeInfo()
    const book = await rest.getOrderBook({ symbol: 'BTCUSDT' })
    const account = await rest.getAccountInformation()
    expect(info.symbols.map((it) => it.symbol)).toContain('DOGEUSDT')
    expect(book.asks[0]).toEqual(['50000.00000000', '1.00000000'])
    expect(account.balances.find((it) => it.asset === 'BTC')?.free).toBe('2.00000000')
    expect(await rest.getApiKeyPermissions()).toMatchObject({
      enableWithdrawals: false,
      enableSpotAndMarginTrading: true,
    })
  })

  test('it places, reads, replaces and cancels orders', async () => {
    const order = { symbol: 'BTCUSDT', side: 'BUY', type: 'LIMIT', timeInForce: 'GTC' } as const
    const terms = { ...order, quantity: 0.1, price: 40_000 }
    const placed = await rest.submitNewOrder({ ...terms, newOrderRespType: 'FULL' })
    const { orderId } = placed
    expect(placed).toMatchObject({ status: 'NEW', executedQty: '0.00000000', fills: [] })
    expect(await rest.getOrder({ symbol: 'BTCUSDT', orderId })).toMatchObject({ status: 'NEW' })
    const replaced = await rest.replaceOrder({
      ...terms,
      price: 41_000,
      cancelReplaceMode: 'STOP_ON_FAILURE',
      cancelOrderId: orderId,
    })
    expect(replaced).toMatchObject({ cancelResult: 'SUCCESS', newOrderResult: 'SUCCESS' })
    const canceled = await rest.cancelAllSymbolOrders({ symbol: 'BTCUSDT' })
    expect(canceled).toMatchObject([{ status: 'CANCELED', price: '41000.00000000' }])
    const all = await rest.getAllOrders({ symbol: 'BTCUSDT' })
    expect(all.map((it) => it.status)).toEqual(['CANCELED', 'CANCELED'])
  })

  test('it is told why an order is refused', async () => {
    const order = { symbol: 'BTCUSDT', side: 'BUY', type: 'LIMIT', timeInForce: 'GTC' } as const
    const tooSmall = rest.submitNewOrder({ ...order, quantity: 0.00001, price: 40_000 })
    await expect(tooSmall).rejects.toMatchObject({
      code: -1013,
      message: 'Filter failure: NOTIONAL',
    })
  })

  test('its market streams show trades and book updates', async () => {
    const events: string[] = []
    const streams = new WebsocketClient(websocketOptions(), SILENT)
    closers.push(() => streams.closeAll(true))
    streams.on('message', (message) => {
      events.push(String(Reflect.get(message, 'e')))
    })
    await streams.subscribe(['btcusdt@trade', 'btcusdt@depth@100ms'], 'main')
    await until('two streams', async () => (await exchange.control.health())['streams'] === 2)
    await rest.submitNewOrder({ symbol: 'BTCUSDT', side: 'BUY', type: 'MARKET', quantity: 0.1 })
    await until('both events', () => events.includes('trade') && events.includes('depthUpdate'))
  })

  test('its user stream by listen key reports orders', async () => {
    const reports: string[] = []
    const stream = new WebsocketClient(websocketOptions(), SILENT)
    closers.push(() => stream.closeAll(true))
    stream.on('message', (message) => {
      if ('X' in message && 'x' in message) reports.push(`${message.x} ${message.X}`)
    })
    await stream.subscribeSpotUserDataStream()
    await until('the user stream', async () => {
      return (await exchange.control.state(key.accountId)).userStreams > 0
    })
    await rest.submitNewOrder({ symbol: 'BTCUSDT', side: 'BUY', type: 'MARKET', quantity: 0.1 })
    await until('the fill', () => reports.length === 2)
    expect(reports).toEqual(['NEW NEW', 'TRADE FILLED'])
  })

  test('its websocket API places an order and reports it', async () => {
    const reports: unknown[] = []
    const api = new WebsocketAPIClient(
      { ...websocketOptions(), attachEventListeners: false },
      SILENT,
    )
    closers.push(() => api.disconnectAll())
    api.getWSClient().on('message', (message) => {
      reports.push(Reflect.get(message, 'X'))
    })
    await api.subscribeUserDataStream('mainWSAPI')
    const answer = await api.submitNewSpotOrder({
      symbol: 'BTCUSDT',
      side: 'SELL',
      type: 'MARKET',
      quantity: 0.1,
      // The client's types leave it out, and it signs only what it is given.
      ...{ timestamp: Date.now() },
    })
    expect(answer.result).toMatchObject({ status: 'FILLED', executedQty: '0.10000000' })
    await until('the report', () => reports.includes('FILLED'))
  })
})
