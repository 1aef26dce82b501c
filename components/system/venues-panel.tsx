'use client'
import type { SystemView } from '#api/codecs/report.ts'
import { Badge } from '#components/ui/badge.tsx'
import { EmptyFace } from '#components/ui/faces.tsx'
import { Fact, Facts } from '#components/ui/facts.tsx'
import { MINUS } from '#components/ui/money-text.ts'
import { Panel } from '#components/ui/panel.tsx'
import { RunbookLink } from '#components/ui/runbook-link.tsx'
import { Age } from '#components/ui/time.tsx'

/** From here on new orders are held back: lib/usecases/orders/claim-orders.ts. */
const OFFSET_MS_MAX = 1_000

type Props = Pick<SystemView, 'clocks' | 'circuits'>

/** How far each venue's clock and ours are apart, and which circuit is not closed. */
export function VenuesPanel({ clocks, circuits }: Props) {
  return (
    <Panel title="Venues" aside={<RunbookLink name="the-venue-changed-its-api" />}>
      {clocks.length === 0 && circuits.length === 0 ? (
        <EmptyFace text="No runner speaks with a venue." />
      ) : (
        <Facts>
          {clocks.map(({ venue, offsetMs }) => (
            <Fact key={venue} label={`Clock offset, ${venue}`}>
              {Math.abs(offsetMs) > OFFSET_MS_MAX ? (
                <Badge tone="stop">ORDERS BLOCKED</Badge>
              ) : null}
              <span className="figure">{String(Math.round(offsetMs)).replace('-', MINUS)} ms</span>
            </Fact>
          ))}
          <Fact label="Circuits">
            {circuits.length === 0 ? <span>All closed</span> : null}
            {circuits.map((circuit) => (
              <Circuit key={keyOf(circuit)} circuit={circuit} />
            ))}
          </Fact>
        </Facts>
      )}
    </Panel>
  )
}

/** Accounts of one venue have a circuit of each kind apiece. */
function keyOf({ venue, kind, account }: Props['circuits'][number]): string {
  return `${venue}/${kind}/${account}`
}

function Circuit({ circuit }: { readonly circuit: Props['circuits'][number] }) {
  const { venue, kind, state, sinceAt } = circuit
  return (
    <span className="inline-flex items-center gap-1">
      <Badge tone={state === 'open' ? 'stop' : 'attention'}>
        {venue} {kind} {state.toUpperCase()}
      </Badge>
      {sinceAt === null ? null : <Age at={sinceAt} />}
    </span>
  )
}
