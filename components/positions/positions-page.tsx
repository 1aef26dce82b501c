'use client'
import { useQuery } from '@tanstack/react-query'
import type { PositionView } from '#api/codecs/portfolio.ts'
import { positionsQuery } from '#browser/queries/positions.ts'
import { type ScopeChoice, scopeInput } from '#browser/scope.ts'
import { EmptyFace } from '#components/ui/faces.tsx'
import { Loaded } from '#components/ui/loaded.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { isZero } from '#core/money/money.ts'
import { PositionTable } from './position-table.tsx'

/** Fills move positions at once; marks are followed at this pace. */
const ASK_EVERY_MS = 3_000

/** Open positions first, then those that are flat with what they made. */
export function PositionsPage({ scope }: { readonly scope: ScopeChoice }) {
  const query = useQuery({ ...positionsQuery(scopeInput(scope)), refetchInterval: ASK_EVERY_MS })
  return (
    <div className="flex flex-col gap-3">
      <h1 className="sr-only">Positions</h1>
      <Loaded query={query} what="Positions" rows={8}>
        {({ items }) => <Told positions={items} />}
      </Loaded>
    </div>
  )
}

function Told({ positions }: { readonly positions: readonly PositionView[] }) {
  const open = positions.filter(({ quantity }) => !isZero(quantity))
  const flat = positions.filter(({ quantity }) => isZero(quantity))
  return (
    <>
      <Panel title="Open positions">
        {open.length === 0 ? (
          <EmptyFace text="No open position. A fill opens one." />
        ) : (
          <PositionTable label="Open positions" positions={open} />
        )}
      </Panel>
      {flat.length === 0 ? null : (
        <Panel title="Flat">
          <PositionTable label="Flat positions" positions={flat} />
        </Panel>
      )}
    </>
  )
}
