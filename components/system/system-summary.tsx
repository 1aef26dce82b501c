'use client'
import { useQuery } from '@tanstack/react-query'
import type { SystemView } from '#api/codecs/report.ts'
import { systemQuery } from '#browser/queries/reports.ts'
import { Badge } from '#components/ui/badge.tsx'
import { Fact, Facts } from '#components/ui/facts.tsx'
import { Loaded } from '#components/ui/loaded.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { PlaceLink } from '#components/ui/place-link.tsx'
import { Age } from '#components/ui/time.tsx'
import { bytesText } from './bytes-text.ts'

const ASK_EVERY_MS = 5_000

/** The house in a few lines: what does not run, who serves nobody, how old the prices are. */
export function SystemSummary() {
  const query = useQuery({ ...systemQuery(), refetchInterval: ASK_EVERY_MS })
  return (
    <Panel title="System" aside={<PlaceLink href="/admin/system">Open system</PlaceLink>}>
      <Loaded query={query} what="The system’s state">
        {(system) => <Told system={system} />}
      </Loaded>
    </Panel>
  )
}

function Told({ system }: { readonly system: SystemView }) {
  const { processes, accounts, markets, database, safety } = system
  const unserved = accounts.filter(({ leaseHolder }) => leaseHolder === null).length
  return (
    <Facts>
      <Fact label="Processes">
        {processes
          .filter(({ state }) => state !== 'ok')
          .map(({ process, instance, state }) => (
            <Badge key={`${process}:${instance}`} tone={state === 'down' ? 'stop' : 'attention'}>
              {process} {state.toUpperCase()}
            </Badge>
          ))}
        <span className="figure">
          {processes.filter(({ state }) => state === 'ok').length} of {processes.length} ok
        </span>
      </Fact>
      <Fact label="Accounts that no runner serves">
        {unserved === 0 ? null : <Badge tone="attention">WAITING</Badge>}
        <span className="figure">{unserved}</span>
      </Fact>
      <Fact label="Alerts that stand">
        {safety.alertsStanding === 0 ? null : <Badge tone="stop">LOOK</Badge>}
        <span className="figure">{safety.alertsStanding}</span>
      </Fact>
      {markets.map(({ venueId, newestQuoteAt }) => (
        <Fact key={venueId} label={`Newest price, ${venueId}`}>
          <Age at={newestQuoteAt} />
        </Fact>
      ))}
      <Fact label="Database">
        <span className="figure">{bytesText(database.sizeBytes)}</span>
      </Fact>
    </Facts>
  )
}
