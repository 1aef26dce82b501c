import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { orderCodec } from '#api/codecs/order.ts'
import type { CallResult } from '#api/endpoint.ts'
import type { getOrder } from '#api/orders.ts'
import type { AccountEvent } from '#api/stream.ts'
import { instrumentIdOf, parseInstrumentId } from '#core/market/instrument.ts'
import { a, at, p, q } from '#test/builders.ts'
import { mergeAccountEvent } from './merge-account-event.ts'
import { mergeCandle } from './merge-candle.ts'
import { candlesQuery } from './queries/markets.ts'
import { orderQuery, ordersPagesQuery, ordersQuery } from './queries/orders.ts'
import { positionsQuery } from './queries/positions.ts'
import { REFETCH_AFTER_MS, Refetcher } from './refetcher.ts'

type OrderView = CallResult<typeof getOrder>

const instrumentId = instrumentIdOf(parseInstrumentId('sim:BTC-USDT'))
const ACCOUNT = '01932c07-209c-7000-8000-000000000001'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function idOf(number: number): string {
  return `01932c07-209c-7000-8000-${String(number).padStart(12, '0')}`
}

function anOrder(shown: Partial<OrderView> = {}): OrderView {
  return {
    id: idOf(10),
    clientId: idOf(2),
    accountId: ACCOUNT,
    bookId: idOf(3),
    instrumentId,
    side: 'buy',
    type: 'limit',
    timeInForce: 'GTC',
    quantity: q('1'),
    quoteAmount: null,
    limitPrice: p('100'),
    stopPrice: null,
    postOnly: false,
    reduceOnly: false,
    origin: { kind: 'person', id: idOf(4), signalId: null },
    note: null,
    state: 'WORKING',
    reason: null,
    reasonDetail: null,
    filledQuantity: q('0'),
    filledQuote: a('0'),
    venueOrderId: null,
    clientOrderId: null,
    holdAsset: null,
    holdAmount: a('0'),
    createdAt: at(1),
    claimedAt: null,
    sentAt: null,
    acknowledgedAt: null,
    triggeredAt: null,
    cancelRequestedAt: null,
    replaceRequestedAt: null,
    replacesOrderId: null,
    closedAt: null,
    updatedAt: at(1),
    ...shown,
  }
}

function orderEvent(order: OrderView): AccountEvent {
  return { type: 'order', seq: 1, at: at(1), version: 1, data: orderCodec.encode(order) }
}

function caches() {
  const queryClient = new QueryClient()
  return { queryClient, refetcher: new Refetcher(queryClient) }
}

const pageOf = (...items: OrderView[]) => ({ items, nextCursor: null })

test('a new order appears first in the lists it belongs to and in no other', () => {
  const cache = caches()
  const [mine, other, closed] = [
    ordersQuery({ accountId: ACCOUNT, state: 'open' }),
    ordersQuery({ accountId: idOf(99) }),
    ordersQuery({ state: 'closed' }),
  ] as const
  for (const { queryKey } of [mine, other, closed]) {
    cache.queryClient.setQueryData(queryKey, pageOf(anOrder({ id: idOf(1) })))
  }
  mergeAccountEvent(cache, orderEvent(anOrder()))
  const ids = ({ queryKey }: typeof mine) =>
    cache.queryClient.getQueryData(queryKey)?.items.map(({ id }) => id)
  expect(ids(mine)).toEqual([idOf(10), idOf(1)])
  expect(ids(other)).toEqual([idOf(1)])
  expect(ids(closed)).toEqual([idOf(1)])
})

test('an order that closes leaves the open ones, and an older event does not bring it back', () => {
  const cache = caches()
  const open = ordersQuery({ state: 'open' })
  const one = orderQuery(idOf(10))
  cache.queryClient.setQueryData(open.queryKey, pageOf(anOrder()))
  cache.queryClient.setQueryData(one.queryKey, anOrder())
  mergeAccountEvent(cache, orderEvent(anOrder({ state: 'FILLED', updatedAt: at(3) })))
  expect(cache.queryClient.getQueryData(open.queryKey)?.items).toEqual([])
  mergeAccountEvent(cache, orderEvent(anOrder({ state: 'PARTIALLY_FILLED', updatedAt: at(2) })))
  expect(cache.queryClient.getQueryData(one.queryKey)?.state).toBe('FILLED')
})

test('in a list of several pages an order changes in its place', () => {
  const cache = caches()
  const pages = ordersPagesQuery({})
  cache.queryClient.setQueryData(pages.queryKey, {
    pages: [pageOf(anOrder({ id: idOf(11) })), pageOf(anOrder())],
    pageParams: [null, 'cursor'],
  })
  mergeAccountEvent(cache, orderEvent(anOrder({ state: 'FILLED', updatedAt: at(2) })))
  const states = cache.queryClient
    .getQueryData(pages.queryKey)
    ?.pages.map(({ items }) => items.map(({ state }) => state))
  expect(states).toEqual([['WORKING'], ['FILLED']])
})

test('a burst of events reads the positions once, and once more for what came while reading', async () => {
  const cache = caches()
  let reads = 0
  let answer = () => {}
  await cache.queryClient.prefetchQuery({
    queryKey: positionsQuery().queryKey,
    queryFn: () => ({ items: [], nextCursor: null }),
  })
  const invalidate = vi
    .spyOn(cache.queryClient, 'invalidateQueries')
    .mockImplementation(async (filters) => {
      if (filters?.queryKey?.[0] !== 'listPositions') return
      reads++
      await new Promise<void>((resolve) => {
        answer = resolve
      })
    })
  const position: AccountEvent = { type: 'position', seq: 1, at: at(1), version: 1, data: {} }
  for (let i = 0; i < 50; i++) mergeAccountEvent(cache, position)
  await vi.advanceTimersByTimeAsync(REFETCH_AFTER_MS)
  expect(reads).toBe(1)
  for (let i = 0; i < 50; i++) mergeAccountEvent(cache, position)
  await vi.advanceTimersByTimeAsync(10 * REFETCH_AFTER_MS)
  expect(reads).toBe(1)
  answer()
  await vi.advanceTimersByTimeAsync(REFETCH_AFTER_MS)
  expect(reads).toBe(2)
  expect(invalidate).toHaveBeenCalledWith({ queryKey: ['getOverview'] })
  answer()
})

test('the running minute extends its own candles and widens the longer ones', () => {
  const { queryClient } = caches()
  const candle = { openAt: at(0), open: 10, high: 12, low: 9, close: 11, volume: 5 }
  const queries = [
    candlesQuery({ instrumentId, timeframe: '1m' }),
    candlesQuery({ instrumentId, timeframe: '5m' }),
  ] as const
  for (const [index, { queryKey }] of queries.entries()) {
    const timeframe = index === 0 ? '1m' : '5m'
    queryClient.setQueryData(queryKey, { instrumentId, timeframe, items: [candle] })
  }
  const minute = { openAt: at(60_000), open: 11, high: 15, low: 11, close: 14, volume: 2 }
  mergeCandle(queryClient, instrumentId, { ...minute, isClosed: false })
  mergeCandle(queryClient, instrumentId, { ...minute, volume: 3, isClosed: false })
  const [minutes, longer] = queries.map(({ queryKey }) => queryClient.getQueryData(queryKey)?.items)
  expect(minutes).toEqual([candle, { ...minute, volume: 3 }])
  expect(longer).toEqual([{ ...candle, high: 15, close: 14 }])
})
