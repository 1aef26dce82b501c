import type { Metadata } from 'next'
import * as orders from '#api/orders.ts'
import * as api from '#api/performance.ts'
import * as portfolio from '#api/portfolio.ts'
import * as reports from '#api/reports.ts'
import { performanceQuery } from '#browser/queries/performance.ts'
import { positionsQuery } from '#browser/queries/positions.ts'
import { overviewQuery } from '#browser/queries/reports.ts'
import { momentInput, scopeInput, scopeOfParams } from '#browser/scope.ts'
import { OverviewPage } from '#components/overview/overview-page.tsx'
import { PerformancePanel } from '#components/performance/performance-panel.tsx'
import { rangeOf } from '#components/performance/range-of.ts'
import { openOrdersOf } from '#components/positions/open-orders.ts'
import { RiskPanel } from '#components/positions/risk-panel.tsx'
import { page } from '#http/page.ts'
import { listOrders } from '#usecases/orders/list-orders.ts'
import { getOverview } from '#usecases/overview/get-overview.ts'
import { getPerformance } from '#usecases/performance/get-performance.ts'
import { listPositions } from '#usecases/positions/list-positions.ts'
import { Prefetched, reading } from '../prefetched.tsx'
import type { SearchProps } from '../search-props.ts'

export const metadata: Metadata = { title: 'Overview' }

export default async function DeskPage({ searchParams }: SearchProps) {
  const ctx = await page('accounts:read')
  const params = await searchParams
  const scope = scopeOfParams(params)
  const range = rangeOf(params['range'])
  return (
    <Prefetched
      readings={[
        reading(ctx, overviewQuery(momentInput(scope)), [reports.getOverview, getOverview]),
        reading(ctx, performanceQuery({ ...scopeInput(scope), range }), [
          api.getPerformance,
          getPerformance,
        ]),
        reading(ctx, positionsQuery(scopeInput(scope)), [portfolio.listPositions, listPositions]),
        reading(ctx, openOrdersOf(scope), [orders.listOrders, listOrders]),
      ]}
    >
      <OverviewPage
        scope={scope}
        risk={<RiskPanel scope={scope} />}
        performance={<PerformancePanel scope={scope} />}
      />
    </Prefetched>
  )
}
