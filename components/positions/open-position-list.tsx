'use client'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useMemo } from 'react'
import { positionsQuery } from '#browser/queries/positions.ts'
import { type ScopeChoice, scopeInput } from '#browser/scope.ts'
import { EmptyFace } from '#components/ui/faces.tsx'
import { Loaded } from '#components/ui/loaded.tsx'
import { isFlat } from '#core/portfolio/position.ts'
import type { PositionRow } from './position-row.ts'
import { PositionTable } from './position-table.tsx'
import { usePositionRows } from './use-position-rows.ts'

const ASK_EVERY_MS = 3_000
const NONE = [] as const

/** The scope's open positions, without a page around them. */
export function OpenPositionList({
  scope,
  acts,
}: {
  readonly scope: ScopeChoice
  acts?: (row: PositionRow) => ReactNode
}) {
  const query = useQuery({ ...positionsQuery(scopeInput(scope)), refetchInterval: ASK_EVERY_MS })
  const rows = usePositionRows(query.data?.items ?? NONE, { scope })
  const open = useMemo(() => rows.filter(({ position }) => !isFlat(position)), [rows])
  return (
    <Loaded query={query} what="Positions">
      {() =>
        open.length === 0 ? (
          <EmptyFace text="No open position." />
        ) : (
          <PositionTable label="Open positions" rows={open} acts={acts} />
        )
      }
    </Loaded>
  )
}
