'use client'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { PositionView } from '#api/codecs/portfolio.ts'
import { quotesQuery } from '#browser/queries/markets.ts'
import type { ScopeChoice } from '#browser/scope.ts'
import { useInstruments } from '#browser/use-instruments.ts'
import { useOwners } from '#browser/use-owners.ts'
import { openOrdersOf } from './open-orders.ts'
import { type PnlBasis, type PositionRow, positionRow } from './position-row.ts'

const ASK_EVERY_MS = 3_000

/** The scope's positions as rows: with their market, owner, price, profit and stops. */
export function usePositionRows(
  positions: readonly PositionView[],
  { scope, basis = 'mark' }: { readonly scope: ScopeChoice; readonly basis?: PnlBasis },
): readonly PositionRow[] {
  const instruments = useInstruments()
  const owners = useOwners()
  const orders = useQuery(openOrdersOf(scope)).data?.items ?? null
  const isLast = basis === 'last'
  const quotes = useQuery({
    ...quotesQuery(),
    enabled: isLast,
    refetchInterval: isLast ? ASK_EVERY_MS : false,
  }).data?.items
  return useMemo(() => {
    const byId = new Map(quotes?.map((quote) => [quote.instrumentId, quote]))
    return positions.map((position) =>
      positionRow(position, { basis, instruments, owners, quotes: byId, orders }),
    )
  }, [positions, basis, instruments, owners, quotes, orders])
}
