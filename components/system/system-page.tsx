'use client'
import { useQuery } from '@tanstack/react-query'
import type { SystemView } from '#api/codecs/report.ts'
import { systemQuery } from '#browser/queries/reports.ts'
import { Loaded } from '#components/ui/loaded.tsx'
import { Time } from '#components/ui/time.tsx'
import { AccountsPanel } from './accounts-panel.tsx'
import { DatabasePanel } from './database-panel.tsx'
import { MarketsPanel } from './markets-panel.tsx'
import { ProcessesPanel } from './processes-panel.tsx'
import { SafetyPanel } from './safety-panel.tsx'
import { VenuesPanel } from './venues-panel.tsx'

/** Processes beat every few seconds; a page that asks as often shows a dead one in time. */
const ASK_EVERY_MS = 5_000

/** How the house itself is: its processes, who holds which account, how old the data is, the database. */
export function SystemPage() {
  const query = useQuery({ ...systemQuery(), refetchInterval: ASK_EVERY_MS })
  return (
    <div className="flex flex-col gap-3">
      <h1 className="text-title font-semibold">System</h1>
      <Loaded query={query} what="The system’s state" rows={8}>
        {(system) => <Told system={system} />}
      </Loaded>
    </div>
  )
}

function Told({ system }: { readonly system: SystemView }) {
  return (
    <>
      <p className="text-label text-ink-faint">
        Truebook <span className="figure">{system.version}</span> as of <Time at={system.asOfAt} />{' '}
        UTC
      </p>
      <div className="grid items-start gap-3 lg:grid-cols-2">
        <SafetyPanel safety={system.safety} />
        <VenuesPanel clocks={system.clocks} circuits={system.circuits} />
      </div>
      <ProcessesPanel processes={system.processes} />
      <AccountsPanel accounts={system.accounts} asOfAt={system.asOfAt} />
      <div className="grid gap-3 lg:grid-cols-2">
        <MarketsPanel markets={system.markets} />
        <DatabasePanel database={system.database} />
      </div>
    </>
  )
}
