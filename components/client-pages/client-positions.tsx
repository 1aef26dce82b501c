'use client'
import { useQuery } from '@tanstack/react-query'
import { positionsQuery } from '#browser/queries/positions.ts'
import { useAsOf } from '#browser/use-as-of.ts'
import { EmptyFace } from '#components/ui/faces.tsx'
import { Loaded } from '#components/ui/loaded.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { isFlat } from '#core/portfolio/position.ts'
import { PositionsTable } from './positions-table.tsx'

/** Values follow the market at this pace. */
const ASK_EVERY_MS = 5_000

/** A client's open positions at the newest mark, and what the closed ones came to. */
export function ClientPositions({ clientId }: { readonly clientId: string }) {
  const asOf = useAsOf()
  const query = useQuery({
    ...positionsQuery({ clientId, ...asOf.input }),
    refetchInterval: ASK_EVERY_MS,
  })
  return (
    <div className="flex flex-col gap-4">
      <h1 className="sr-only">Positions</h1>
      <Loaded query={query} what="Positions" rows={6}>
        {({ items }) => {
          const open = items.filter((position) => !isFlat(position))
          const closed = items.filter(isFlat)
          return (
            <>
              <Panel title="Open">
                {open.length === 0 ? (
                  <EmptyFace text="No open position." />
                ) : (
                  <PositionsTable label="Open positions" positions={open} />
                )}
              </Panel>
              {closed.length === 0 ? null : (
                <Panel title="Closed">
                  <PositionsTable label="Closed positions" positions={closed} />
                </Panel>
              )}
            </>
          )
        }}
      </Loaded>
    </div>
  )
}
