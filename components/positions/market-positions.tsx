'use client'
import { useQuery } from '@tanstack/react-query'
import { positionsQuery } from '#browser/queries/positions.ts'
import { type ScopeChoice, scopeInput } from '#browser/scope.ts'
import { EmptyFace } from '#components/ui/faces.tsx'
import { Loaded } from '#components/ui/loaded.tsx'
import { Panel } from '#components/ui/panel.tsx'
import type { InstrumentId } from '#core/market/instrument.ts'
import { PositionTable } from './position-table.tsx'

const ASK_EVERY_MS = 3_000

/** The scope's positions in one market. */
export function MarketPositions({
  instrumentId,
  scope,
}: {
  readonly instrumentId: InstrumentId
  readonly scope: ScopeChoice
}) {
  const query = useQuery({ ...positionsQuery(scopeInput(scope)), refetchInterval: ASK_EVERY_MS })
  return (
    <Panel title="Positions here">
      <Loaded query={query} what="Positions" rows={1}>
        {({ items }) => {
          const here = items.filter((position) => position.instrumentId === instrumentId)
          return here.length === 0 ? (
            <EmptyFace text="No position in this market." />
          ) : (
            <PositionTable label="Positions in this market" positions={here} isOneMarket />
          )
        }}
      </Loaded>
    </Panel>
  )
}
