import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { publicCall, signedCall, until } from '#test/exchange-client.ts'
import { marketStream, type RawEvent, userStream } from '#test/exchange-streams.ts'
import {
  type AccountKey,
  type ExchangeProcess,
  type HouseOrder,
  startExchange,
} from '#test/start-exchange.ts'

describe('streams', () => {
  let exchange: ExchangeProcess
  let key: AccountKey

  beforeAll(async () => {
    exchange = await startExchange({ agents: true })
    key = await exchange.control.openAccount({ balances: { USDT: '1000000', BTC: '5' } })
  }, 30_000)
  afterAll(() => exchange.stop())

  const order = (params: Record<string, string>) =>
    signedCall(exchange, key, 'POST /api/v3/order', { symbol: 'BTCUSDT', ...params })

  test('depth updates follow each other without a gap and rebuild the book exactly', async () => {
    await using quiet = await startExchange()
    await using stream = await marketStream(quiet, '/ws/btcusdt@depth@100ms')
    await quiet.control.addLiquidity('BTCUSDT', ladder(0))
    await until('a first update', () => stream.events.length > 0)
    const start = await snapshot(quiet)
    for (let round = 1; round <= 6; round++) {
      const { ids } = await quiet.control.addLiquidity('BTCUSDT', ladder(round))
      await quiet.control.removeLiquidity('BTCUSDT', ids.slice(0, 7))
      await until('an update', () => stream.events.length > round)
    }
    const end = await snapshot(quiet)
    await until('the end', () => stream.events.at(-1)?.['u'] === end.lastUpdateId)
    const updates = stream.events.filter((it) => Number(it['u']) > start.lastUpdateId)
    expect(replay(start, updates)).toEqual({ bids: end.bids, asks: end.asks })
    const firsts = stream.events.slice(1).map((it) => it['U'])
    const followers = stream.events.slice(0, -1).map((it) => Number(it['u']) + 1)
    expect(firsts).toEqual(followers)
  })

  test('subscriptions are listed, combined on wish, and end', async () => {
    await using stream = await marketStream(exchange, '/stream?streams=btcusdt@depth5@100ms')
    const depth = await until('a frame', () => stream.events[0] ?? null)
    expect(depth).toMatchObject({
      stream: 'btcusdt@depth5@100ms',
      data: { bids: expect.anything() },
    })
    stream.send({ method: 'SUBSCRIBE', params: ['ethusdt@kline_1m', '!miniTicker@arr'], id: 1 })
    stream.send({ method: 'LIST_SUBSCRIPTIONS', id: 2 })
    const list = await until('the list', () => stream.events.find((it) => it['id'] === 2) ?? null)
    expect(list['result']).toEqual(['btcusdt@depth5@100ms', 'ethusdt@kline_1m', '!miniTicker@arr'])
    stream.send({ method: 'UNSUBSCRIBE', params: list['result'], id: 3 })
    stream.send({ method: 'LIST_SUBSCRIPTIONS', id: 4 })
    const empty = await until('an end', () => stream.events.find((it) => it['id'] === 4) ?? null)
    expect(empty['result']).toEqual([])
    stream.send({ method: 'SUBSCRIBE', params: ['btcusdt@nonsense'], id: 5 })
    const refused = await until('a no', () => stream.events.find((it) => it['id'] === 5) ?? null)
    expect(refused['error']).toMatchObject({ code: 2 })
  })

  test('every trade comes once on the trade stream, and once within its aggregate', async () => {
    await using trades = await marketStream(exchange, '/ws/btcusdt@trade')
    await using aggregates = await marketStream(exchange, '/ws/btcusdt@aggTrade')
    const { body } = await order({ side: 'BUY', type: 'MARKET', quantity: '2' })
    const ids = body.fills.map((it: { tradeId: number }) => it.tradeId)
    const last = Math.max(...ids)
    const seen = await until('the trades', () => {
      const own = trades.events.filter((it) => ids.includes(it['t']))
      return own.length === ids.length ? own.map((it) => it['t']) : null
    })
    expect(seen).toEqual(ids)
    await until('the aggregates', () => aggregates.events.some((it) => Number(it['l']) >= last))
    const covered = aggregates.events.flatMap((it) => span(Number(it['f']), Number(it['l'])))
    expect(covered.filter((id) => ids.includes(id))).toEqual(ids)
  })

  test('an order is reported new, filled, and its balances after it, in that order', async () => {
    await using stream = await userStream(exchange, key)
    const { body } = await order({ side: 'SELL', type: 'MARKET', quantity: '0.01' })
    const events = await until('the position', () => {
      const end = stream.events.findIndex((it) => it['e'] === 'outboundAccountPosition')
      return end < 0 ? null : stream.events.slice(0, end + 1)
    })
    expect(events.map((it) => it['x'] ?? it['e'])).toEqual([
      'NEW',
      ...body.fills.map(() => 'TRADE'),
      'outboundAccountPosition',
    ])
    const { body: account } = await signedCall(exchange, key, 'GET /api/v3/account')
    const position = events.at(-1) ?? {}
    for (const row of position['B'] as { a: string; f: string; l: string }[]) {
      const balance = account.balances.find((it: { asset: string }) => it.asset === row.a)
      expect({ a: balance.asset, f: balance.free, l: balance.locked }).toEqual(row)
    }
  })

  test('deposits, withdrawals and dust are balance updates; a cancel names both client ids', async () => {
    await using stream = await userStream(exchange, key)
    await exchange.control.deposit(key.accountId, 'DOGE', '12')
    await exchange.control.withdraw(key.accountId, 'DOGE', '2')
    await exchange.control.convertDust(key.accountId, 'DOGE')
    const limit = { side: 'BUY', type: 'LIMIT', timeInForce: 'GTC', quantity: '0.01' }
    await order({ ...limit, price: '20000', newClientOrderId: 'first' })
    await signedCall(exchange, key, 'DELETE /api/v3/order', {
      symbol: 'BTCUSDT',
      origClientOrderId: 'first',
      newClientOrderId: 'undo',
    })
    await until('the cancel', () => stream.events.some((it) => it['x'] === 'CANCELED'))
    const updates = stream.events.filter((it) => it['e'] === 'balanceUpdate')
    expect(updates.map((it) => [it['a'], it['d']]).slice(0, 3)).toEqual([
      ['DOGE', '12.00000000'],
      ['DOGE', '-2.00000000'],
      ['DOGE', '-10.00000000'],
    ])
    expect(updates[3]).toMatchObject({ a: 'BNB' })
    const cancel = stream.events.find((it) => it['x'] === 'CANCELED')
    expect(cancel).toMatchObject({ c: 'undo', C: 'first', X: 'CANCELED' })
  })
})

type Snapshot = { lastUpdateId: number; bids: [string, string][]; asks: [string, string][] }

async function snapshot(exchange: ExchangeProcess): Promise<Snapshot> {
  return (await publicCall(exchange, '/api/v3/depth?symbol=BTCUSDT&limit=5000')).body
}

/** Orders on both sides; some of each round cross those of the round before. */
function ladder(round: number): HouseOrder[] {
  return Array.from({ length: 20 }, (_, i) => ({
    side: i % 2 === 0 ? 'BUY' : 'SELL',
    price: String(50_000 + (i % 2 === 0 ? -i : i) + ((round * 7) % 5) * 3),
    quantity: String(1 + ((round + i) % 3)),
  }))
}

/** The snapshot with the updates applied. */
function replay(start: Snapshot, updates: readonly RawEvent[]) {
  const bids = new Map(start.bids)
  const asks = new Map(start.asks)
  for (const update of updates) {
    apply(bids, update['b'] as [string, string][])
    apply(asks, update['a'] as [string, string][])
  }
  const sorted = (side: Map<string, string>, sign: number) =>
    [...side].sort(([a], [b]) => sign * (Number(a) - Number(b)))
  return { bids: sorted(bids, -1), asks: sorted(asks, 1) }
}

function apply(side: Map<string, string>, levels: [string, string][]): void {
  for (const [price, quantity] of levels) {
    if (Number(quantity) === 0) side.delete(price)
    else side.set(price, quantity)
  }
}

const span = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, i) => first + i)
