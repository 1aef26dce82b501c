'use client'
import { useQuery } from '@tanstack/react-query'
import { positionsQuery } from '#browser/queries/positions.ts'
import { type ScopeChoice, scopeInput } from '#browser/scope.ts'
import { EmptyFace } from '#components/ui/faces.tsx'
import { InstrumentName } from '#components/ui/instrument-link.tsx'
import { Labelled } from '#components/ui/labelled.tsx'
import { Loaded } from '#components/ui/loaded.tsx'
import { Money, Pnl, Share } from '#components/ui/money.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { PlaceLink } from '#components/ui/place-link.tsx'
import { type RiskTotal, riskTotals } from './risk-totals.ts'
import { usePositionRows } from './use-position-rows.ts'

const ASK_EVERY_MS = 5_000
const NONE = [] as const

/** What is at risk now: exposure, what has no stop, what the stops would cost. */
export function RiskPanel({ scope }: { readonly scope: ScopeChoice }) {
  const query = useQuery({ ...positionsQuery(scopeInput(scope)), refetchInterval: ASK_EVERY_MS })
  const rows = usePositionRows(query.data?.items ?? NONE, { scope })
  const totals = riskTotals(rows)
  return (
    <Panel title="At risk now" aside={<PlaceLink href="/desk/positions">Positions</PlaceLink>}>
      <Loaded query={query} what="Risk" rows={2}>
        {() =>
          totals.length === 0 ? (
            <EmptyFace text="No open position, so nothing moves with the market but what is held." />
          ) : (
            totals.map((total) => <Total key={total.quote} total={total} />)
          )
        }
      </Loaded>
    </Panel>
  )
}

function Total({ total }: { readonly total: RiskTotal }) {
  const { quote, exposure, largest, unprotectedCount, openCount } = total
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-2 border-b border-line px-3 py-2 last:border-0 sm:grid-cols-4">
      <Labelled label={`Exposure of ${openCount}`}>
        <Money value={exposure} unit={quote} />
      </Labelled>
      <Labelled label="Largest">
        {largest === null ? (
          '—'
        ) : (
          <span className="inline-flex flex-wrap items-baseline gap-x-2">
            <InstrumentName instrumentId={largest.row.position.instrumentId} />
            <Share part={largest.value} whole={exposure} />
          </span>
        )}
      </Labelled>
      <Labelled label="Without a full stop">
        <span className={unprotectedCount === 0 ? '' : 'text-attention'}>
          {unprotectedCount === 0 ? 'none' : `${unprotectedCount} of ${openCount}`}
        </span>
      </Labelled>
      <Labelled label="If every stop were hit">
        <Pnl value={total.givenBackAtStops} unit={quote} />
      </Labelled>
    </dl>
  )
}
