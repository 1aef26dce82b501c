'use client'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Overview, Totals } from '#api/codecs/report.ts'
import { overviewQuery } from '#browser/queries/reports.ts'
import { momentInput, type ScopeChoice } from '#browser/scope.ts'
import { EmptyFace } from '#components/ui/faces.tsx'
import { Loaded } from '#components/ui/loaded.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { BooksPanel } from './books-panel.tsx'
import { Figures } from './figures.tsx'
import { NeedList } from './need-list.tsx'
import { needsOf } from './needs.ts'
import { type SummaryRow, SummaryTable } from './summary-table.tsx'

/** Events move orders and breaks at once; equity follows the market at this pace. */
const ASK_EVERY_MS = 5_000

type Props = {
  readonly scope: ScopeChoice
  /** What is at risk now. */
  readonly risk: ReactNode
  /** How it did. */
  readonly performance: ReactNode
}

/**
 * The firm, a client or an account, in reading order: do the books match, what needs a person, what is at risk,
 * how did it do, and who did it.
 */
export function OverviewPage({ scope, risk, performance }: Props) {
  const query = useQuery({ ...overviewQuery(momentInput(scope)), refetchInterval: ASK_EVERY_MS })
  return (
    <div className="flex flex-col gap-3">
      <h1 className="sr-only">Overview</h1>
      <div className="grid items-start gap-3 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <BooksPanel scope={scope} />
        <Panel title="Needs a person">
          <Loaded query={query} what="What waits" rows={2}>
            {(overview) => <NeedList needs={needsOf(overview, scope)} />}
          </Loaded>
        </Panel>
      </div>
      <Loaded query={query} what="The overview" rows={8}>
        {(overview) => (
          <Told overview={overview} scope={scope} risk={risk} performance={performance} />
        )}
      </Loaded>
    </div>
  )
}

function Told({ overview, scope, risk, performance }: Props & { readonly overview: Overview }) {
  const totals = totalsOf(overview, scope)
  const { title, label, rows } = levelBelow(overview, scope)
  return (
    <>
      <div className="grid items-start gap-3 xl:grid-cols-2">
        {totals === null ? null : <Figures overview={overview} totals={totals} scope={scope} />}
        {risk}
      </div>
      {performance}
      <Panel title={title}>
        {rows.length === 0 ? (
          <EmptyFace text="None yet. An administrator adds clients and their accounts." />
        ) : (
          <SummaryTable overview={overview} rows={rows} label={label} />
        )}
      </Panel>
    </>
  )
}

function totalsOf(overview: Overview, { clientId, accountId }: ScopeChoice): Totals | null {
  if (clientId === null) return overview.totals
  const client = overview.clients.find((each) => each.clientId === clientId)
  if (accountId === null) return client?.totals ?? null
  return client?.accounts.find((each) => each.accountId === accountId)?.totals ?? null
}

/** A firm's clients, or a client's accounts. */
function levelBelow(
  overview: Overview,
  { clientId, accountId }: ScopeChoice,
): { readonly title: string; readonly label: string; readonly rows: readonly SummaryRow[] } {
  if (clientId === null) {
    const rows = overview.clients.map((client) => ({
      id: client.clientId,
      name: client.name,
      stripe: client.stripe,
      scope: { clientId: client.clientId, accountId: null },
      totals: client.totals,
    }))
    return { title: 'Clients', label: 'Client', rows }
  }
  const client = overview.clients.find((each) => each.clientId === clientId)
  const accounts = client?.accounts ?? []
  const rows = accounts
    .filter((account) => accountId === null || account.accountId === accountId)
    .map((account) => ({
      id: account.accountId,
      name: account.name,
      stripe: client?.stripe ?? 0,
      scope: { clientId, accountId: account.accountId },
      totals: account.totals,
    }))
  return { title: 'Accounts', label: 'Account', rows }
}
