'use client'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useMemo } from 'react'
import { positionsQuery } from '#browser/queries/positions.ts'
import { type ScopeChoice, scopeInput } from '#browser/scope.ts'
import { EmptyFace } from '#components/ui/faces.tsx'
import { Loaded } from '#components/ui/loaded.tsx'
import { Panel } from '#components/ui/panel.tsx'
import type { InstrumentId } from '#core/market/instrument.ts'
import type { PositionRow } from './position-row.ts'
import { PositionTable } from './position-table.tsx'
import { usePositionRows } from './use-position-rows.ts'

const ASK_EVERY_MS = 3_000
const NONE = [] as const

/** The scope's positions in one market. */
export function MarketPositions({
  instrumentId,
  scope,
  acts,
}: {
  readonly instrumentId: InstrumentId
  readonly scope: ScopeChoice
  acts?: (row: PositionRow) => ReactNode
}) {
  const query = useQuery({ ...positionsQuery(scopeInput(scope)), refetchInterval: ASK_EVERY_MS })
  const rows = usePositionRows(query.data?.items ?? NONE, { scope })
  const here = useMemo(
    () => rows.filter(({ position }) => position.instrumentId === instrumentId),
    [rows, instrumentId],
  )
  return (
    <Panel title="Positions here">
      <Loaded query={query} what="Positions" rows={1}>
        {() =>
          here.length === 0 ? (
            <EmptyFace text="No position in this market." />
          ) : (
            <PositionTable label="Positions in this market" rows={here} isOneMarket acts={acts} />
          )
        }
      </Loaded>
    </Panel>
  )
}
