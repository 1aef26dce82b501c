'use client'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import type { FillView } from '#api/codecs/fill.ts'
import type { OrderView } from '#api/codecs/order.ts'
import type { PositionView } from '#api/codecs/portfolio.ts'
import { PAGE_LIMIT_MAX } from '#api/page-of.ts'
import { fillsPagesQuery } from '#browser/queries/fills.ts'
import { ordersQuery } from '#browser/queries/orders.ts'
import { positionsQuery } from '#browser/queries/positions.ts'
import { type ScopeChoice, scopeInput } from '#browser/scope.ts'
import type { Instrument } from '#core/market/instrument.ts'
import type { Amount } from '#core/money/money.ts'
import { fillResults } from './fill-results.ts'

/** More fills than this are not marked: the oldest are left out, and with them every result. */
export const FILLS_SHOWN_MAX = 5_000

const NO_ORDERS: readonly OrderView[] = []

/** What the scope did and has in a market: its fills, open orders and positions. */
export type ChartTrades = {
  readonly fills: readonly FillView[]
  /** What each fill realised; empty while not every fill is known. */
  readonly results: ReadonlyMap<string, Amount>
  readonly orders: readonly OrderView[]
  readonly positions: readonly PositionView[]
}

export function useChartTrades(instrument: Instrument, scope: ScopeChoice): ChartTrades {
  const filter = { ...scopeInput(scope), instrumentId: instrument.id, limit: PAGE_LIMIT_MAX }
  const orders = useQuery(ordersQuery({ ...filter, state: 'open' })).data?.items ?? NO_ORDERS
  const all = useQuery(positionsQuery(scopeInput(scope))).data?.items
  const positions = useMemo(
    () => (all ?? []).filter(({ instrumentId }) => instrumentId === instrument.id),
    [all, instrument.id],
  )
  return { ...useFills(instrument, filter), orders, positions }
}

function useFills(
  instrument: Instrument,
  filter: Parameters<typeof fillsPagesQuery>[0],
): Pick<ChartTrades, 'fills' | 'results'> {
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(
    fillsPagesQuery(filter),
  )
  const fills = useMemo(() => (data?.pages ?? []).flatMap(({ items }) => items), [data])
  const wantsMore = hasNextPage && !isFetchingNextPage && fills.length < FILLS_SHOWN_MAX
  useEffect(() => {
    if (wantsMore) void fetchNextPage()
  }, [wantsMore, fetchNextPage])
  const isWhole = data !== undefined && !hasNextPage
  const results = useMemo(
    () => (isWhole ? fillResults(fills, instrument) : new Map<string, Amount>()),
    [fills, isWhole, instrument],
  )
  return { fills, results }
}
