'use client'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Overview } from '#api/codecs/report.ts'
import { balancesQuery } from '#browser/queries/balances.ts'
import { overviewQuery } from '#browser/queries/reports.ts'
import { useAsOf } from '#browser/use-as-of.ts'
import { EmptyFace } from '#components/ui/faces.tsx'
import { Labelled } from '#components/ui/labelled.tsx'
import { Loaded } from '#components/ui/loaded.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { TotalEquity } from '#components/ui/total-equity.tsx'
import { TotalFacts } from '#components/ui/total-facts.tsx'
import { AccountsTable } from './accounts-table.tsx'
import { FeesOfMonth } from './fees-of-month.tsx'
import { HoldingsTable } from './holdings-table.tsx'

/** Values follow the market at this pace. */
const ASK_EVERY_MS = 5_000

/** What a client owns, how it did, and whether that is proven. */
export function ClientOverview({
  clientId,
  performance,
}: {
  readonly clientId: string
  /** How it did. */
  readonly performance: ReactNode
}) {
  const asOf = useAsOf()
  const overview = useQuery({ ...overviewQuery(asOf.input), refetchInterval: ASK_EVERY_MS })
  const balances = useQuery({
    ...balancesQuery({ clientId, ...asOf.input }),
    refetchInterval: ASK_EVERY_MS,
  })
  return (
    <div className="flex flex-col gap-4">
      <h1 className="sr-only">Overview</h1>
      <Loaded query={overview} what="The overview" rows={6}>
        {(told) => <Told overview={told} clientId={clientId} />}
      </Loaded>
      {performance}
      <FeesOfMonth clientId={clientId} />
      <Panel title="What is owned">
        <Loaded query={balances} what="Holdings">
          {({ items }) =>
            items.length === 0 ? (
              <EmptyFace text="Nothing is owned yet. Deposits and trades show here." />
            ) : (
              <HoldingsTable holdings={items} currency={overview.data?.currency ?? 'USDT'} />
            )
          }
        </Loaded>
      </Panel>
    </div>
  )
}

function Told({ overview, clientId }: { readonly overview: Overview; readonly clientId: string }) {
  const client = overview.clients.find((each) => each.clientId === clientId)
  if (client === undefined) return <EmptyFace text="No account yet." />
  const { totals, accounts } = client
  const { currency } = overview
  const shared = { totals, currency, scope: { clientId, accountId: null } }
  return (
    <>
      <dl className="flex flex-wrap items-end gap-x-12 gap-y-4 py-2">
        <Labelled label="Value">
          <TotalEquity {...shared} />
        </Labelled>
        <TotalFacts {...shared} pnl="profit and loss" />
      </dl>
      <Panel title="Accounts">
        {accounts.length === 0 ? (
          <EmptyFace text="No account yet." />
        ) : (
          <AccountsTable accounts={accounts} currency={currency} />
        )}
      </Panel>
    </>
  )
}
