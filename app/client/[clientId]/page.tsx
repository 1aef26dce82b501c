import type { Metadata } from 'next'
import * as portfolio from '#api/portfolio.ts'
import * as reports from '#api/reports.ts'
import { balancesQuery } from '#browser/queries/balances.ts'
import { overviewQuery } from '#browser/queries/reports.ts'
import { ClientOverview } from '#components/client-pages/client-overview.tsx'
import { PerformancePanel } from '#components/performance/performance-panel.tsx'
import { listBalances } from '#usecases/balances/list-balances.ts'
import { getOverview } from '#usecases/overview/get-overview.ts'
import { Prefetched, reading } from '../../prefetched.tsx'
import { visibleClient } from '../visible-client.ts'

export const metadata: Metadata = { title: 'Overview' }

export default async function ClientOverviewPage({ params }: PageProps<'/client/[clientId]'>) {
  const { ctx, clientId } = await visibleClient('accounts:read', params)
  return (
    <Prefetched
      readings={[
        reading(ctx, overviewQuery(), [reports.getOverview, getOverview]),
        reading(ctx, balancesQuery({ clientId }), [portfolio.listBalances, listBalances]),
      ]}
    >
      <ClientOverview
        clientId={clientId}
        performance={<PerformancePanel scope={{ clientId, accountId: null }} />}
      />
    </Prefetched>
  )
}
