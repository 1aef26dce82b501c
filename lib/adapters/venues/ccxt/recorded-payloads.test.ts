import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { instrumentIdOf, parseInstrumentId } from '#core/market/instrument.ts'
import { amountOf, formatDecimal } from '#core/money/money.ts'
import { unixMsOf } from '#core/time/time.ts'
import type { Venue, VenueNewOrder } from '#ports/venue.ts'
import { systemClock } from '#runtime/system-clock.ts'
import { silentLog } from '#test/silent-log.ts'
import { WeightGate } from '../weight-gate.ts'
import { BinanceVenue } from './binance-venue.ts'
import { venueSheetOf } from './capabilities.ts'
import { VenueHttp } from './http.ts'
import { loadDialect } from './load-dialect.ts'
import { newClient } from './open-client.ts'
import { ReadOnlyVenue } from './read-only-venue.ts'

/** Recordings lie beside the checkout and are read in place; without them there is nothing to prove. */
const RECORDINGS = join(import.meta.dirname, '../../../../../shared/data/exchange')
const recorded = (name: string): unknown => JSON.parse(readFileSync(join(RECORDINGS, name), 'utf8'))
const describeRecorded = describe.runIf(existsSync(RECORDINGS))

const SINCE = unixMsOf(0)

/** A venue with these markets whose client is answered from recordings: the first whose name is in the address. */
async function replaying(
  venueId: string,
  input: {
    readonly markets: Readonly<Record<string, string>>
    readonly answers: Readonly<Record<string, unknown>>
  },
): Promise<Venue> {
  const sheet = venueSheetOf(venueId)
  if (sheet === null) throw new Error(`expected a sheet of ${venueId}`)
  // Any base64 will do: nothing checks the signature.
  const key = { apiKey: 'recorded', apiSecret: Buffer.alloc(64).toString('base64') }
  const client = newClient(await loadDialect(sheet.dialect), key)
  client.setMarkets(
    Object.entries(input.markets).map(([id, symbol]) => {
      const [base = '', quote = ''] = symbol.split('/')
      const spot = { type: 'spot', spot: true, contract: false, active: true } as const
      return client.safeMarketStructure({
        ...spot,
        id,
        symbol,
        base,
        quote,
        baseId: base,
        quoteId: quote,
        precision: { price: '0.01', amount: '0.0001' },
      })
    }),
  )
  client.fetch = async (url: string) => {
    const found = Object.entries(input.answers).find(([part]) => url.includes(part))
    if (found === undefined) throw new Error(`nothing is recorded for ${url}`)
    return structuredClone(found[1])
  }
  const gate = new WeightGate({ clock: systemClock, weightPerMinute: sheet.weightPerMinute })
  const { signal } = new AbortController()
  const http = new VenueHttp({ client, sheet, gate, signal, clock: systemClock, log: silentLog })
  const parts = { http, sheet, clock: systemClock, log: silentLog }
  return sheet.dialect === 'binance' ? new BinanceVenue(parts) : new ReadOnlyVenue(parts)
}

async function fillsOf(venue: Venue, instrument: string) {
  const instrumentId = instrumentIdOf(parseInstrumentId(instrument))
  const { fills } = await venue.fetchFills({ instrumentId, after: null, since: SINCE })
  return fills.map(({ message: _message, ...fill }) => shown(fill))
}

async function balancesOf(venue: Venue) {
  return (await venue.fetchBalances()).map(shown)
}

/** Money as text: a digit that a float would change shows here. */
function shown(value: object): object {
  return Object.fromEntries(
    Object.entries(value).map(([name, it]) => [
      name,
      typeof it === 'bigint' ? formatDecimal(amountOf(it)) : it,
    ]),
  )
}

describeRecorded('Binance as recorded', () => {
  const folder = 'nautilus_binance/spot/http_json'

  test('a fill keeps every digit, with a fee in a third coin', async () => {
    const venue = await replaying('binance', {
      markets: { BNBBTC: 'BNB/BTC' },
      answers: { myTrades: recorded(`${folder}/account_trades_response.json`) },
    })
    expect(await fillsOf(venue, 'binance:BNB-BTC')).toEqual([
      {
        instrumentId: 'binance:BNB-BTC',
        venueTradeId: '28457',
        venueOrderId: '100234',
        side: 'buy',
        price: '4.000001',
        quantity: '12',
        quoteQuantity: '48.000012',
        feeAsset: 'BNB',
        feeAmount: '10.1',
        liquidity: 'taker',
        venueAt: 1_499_865_549_590,
      },
    ])
  })

  test('balances keep every digit', async () => {
    const venue = await replaying('binance', {
      markets: { BNBBTC: 'BNB/BTC' },
      answers: { '/account': recorded(`${folder}/account_response.json`) },
    })
    expect(await balancesOf(venue)).toEqual([
      { asset: 'BTC', free: '4723846.89208129', locked: '0' },
      { asset: 'LTC', free: '4763368.68006011', locked: '0' },
    ])
  })
})

describeRecorded('Coinbase as recorded', () => {
  const markets = { 'BTC-USD': 'BTC/USD', 'ETH-USD': 'ETH/USD' }

  test('fills are read with their fee in dollars', async () => {
    const answers = { '/fills': recorded('nautilus_coinbase/http_fills.json') }
    const fills = await fillsOf(
      await replaying('coinbase', { markets, answers }),
      'coinbase:BTC-USD',
    )
    expect(fills[0]).toMatchObject({
      venueTradeId: '1111-11111-111111',
      venueOrderId: '0000-000000-000000',
      side: 'buy',
      price: '45123.45',
      quantity: '0.005',
      quoteQuantity: '225.61725',
      feeAsset: 'USD',
      feeAmount: '1.14',
      liquidity: 'maker',
    })
  })

  test('balances tell what is held by orders', async () => {
    const answers = { '/accounts': recorded('nautilus_coinbase/http_accounts.json') }
    const balances = await balancesOf(await replaying('coinbase', { markets, answers }))
    expect(balances).toContainEqual({ asset: 'BTC', free: '1.23456789', locked: '0.005' })
  })

  test('open orders are read', async () => {
    const answers = { '/orders/historical': recorded('nautilus_coinbase/http_orders_list.json') }
    const venue = await replaying('coinbase', { markets, answers })
    expect((await venue.fetchOpenOrders()).map(shown)).toContainEqual(
      expect.objectContaining({
        venueOrderId: '0000-000000-000001',
        clientOrderId: '11111-000000-000001',
        state: 'WORKING',
        quantity: '0.01',
        limitPrice: '45000',
      }),
    )
  })

  test('a key that may transfer is one that may withdraw', async () => {
    const answers = { key_permissions: { can_view: true, can_trade: false, can_transfer: true } }
    const venue = await replaying('coinbase', { markets, answers })
    expect(await venue.fetchPermissions()).toMatchObject({ canTrade: false, canWithdraw: true })
  })
})

describeRecorded('Bybit as recorded', () => {
  const markets = { BTCUSDT: 'BTC/USDT', ETHUSDT: 'ETH/USDT' }

  test('open orders are read', async () => {
    const venue = await replaying('bybit', {
      markets,
      answers: { '/order/realtime': recorded('nautilus_bybit/http_get_orders_realtime.json') },
    })
    expect((await venue.fetchOpenOrders()).map(shown)).toContainEqual(
      expect.objectContaining({
        instrumentId: 'bybit:ETH-USDT',
        venueOrderId: 'open-order-1',
        clientOrderId: 'client-open-1',
        side: 'buy',
        state: 'WORKING',
        quantity: '0.01',
        limitPrice: '3930.41',
      }),
    )
  })

  test('a read-only key may neither trade nor withdraw', async () => {
    const venue = await replaying('bybit', {
      markets,
      answers: { 'query-api': recorded('nautilus_bybit/http_get_user_query_api.json') },
    })
    expect(await venue.fetchPermissions()).toMatchObject({
      canTrade: false,
      canWithdraw: false,
      isIpRestricted: true,
    })
  })
})

/** As Kraken's own reference shows them (docs.kraken.com/api, Get Trades History and Get Account Balance). */
describe('Kraken as documented', () => {
  const markets = { XXBTZUSD: 'BTC/USD' }
  const trade = {
    ordertxid: 'OQCLML-BW3P3-BUCMWZ',
    postxid: 'TKH2SE-M7IF5-CFI7LT',
    pair: 'XXBTZUSD',
    time: 1_688_667_796.8802,
    type: 'buy',
    ordertype: 'limit',
    price: '30010.00000',
    cost: '600.20000',
    fee: '0.00000',
    vol: '0.02000000',
    margin: '0.00000',
    maker: true,
  }

  test('a fill is read under its own trade id', async () => {
    const venue = await replaying('kraken', {
      markets,
      answers: {
        TradesHistory: {
          error: [],
          result: { trades: { 'THVRQM-33VKH-UCI7BS': trade }, count: 1 },
        },
      },
    })
    expect(await fillsOf(venue, 'kraken:BTC-USD')).toMatchObject([
      {
        venueTradeId: 'THVRQM-33VKH-UCI7BS',
        venueOrderId: 'OQCLML-BW3P3-BUCMWZ',
        price: '30010',
        quantity: '0.02',
        quoteQuantity: '600.2',
        feeAsset: 'USD',
        feeAmount: '0',
        liquidity: 'maker',
      },
    ])
  })

  test('balances go by our names of assets', async () => {
    const venue = await replaying('kraken', {
      markets,
      answers: {
        BalanceEx: {
          error: [],
          result: { XXBT: { balance: '1.2000000000', hold_trade: '0.2000000000' } },
        },
      },
    })
    expect(await balancesOf(venue)).toEqual([{ asset: 'BTC', free: '1', locked: '0.2' }])
  })

  test.each([
    [['query-funds', 'query-open-trades'], false],
    [['query-funds', 'withdraw-funds'], true],
  ])('a key with %j may withdraw: %s', async (permissions, canWithdraw) => {
    const venue = await replaying('kraken', {
      markets,
      answers: { GetApiKeyInfo: { error: [], result: { permissions } } },
    })
    expect(await venue.fetchPermissions()).toMatchObject({ canWithdraw })
  })
})

test('no order is sent to a venue that is only read', async () => {
  const venue = await replaying('kraken', { markets: { XXBTZUSD: 'BTC/USD' }, answers: {} })
  const order = { instrumentId: instrumentIdOf(parseInstrumentId('kraken:BTC-USD')) }
  expect(await venue.placeOrder(order as VenueNewOrder)).toEqual({
    kind: 'refused',
    reason: 'VENUE_READ_ONLY',
    message: null,
  })
})
