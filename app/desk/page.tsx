import type { Metadata } from 'next'
import * as reports from '#api/reports.ts'
import { overviewQuery } from '#browser/queries/reports.ts'
import { scopeOfParams } from '#browser/scope.ts'
import { OverviewPage } from '#components/overview/overview-page.tsx'
import { page } from '#http/page.ts'
import { getOverview } from '#usecases/overview/get-overview.ts'
import { Prefetched, reading } from '../prefetched.tsx'
import type { SearchProps } from '../search-props.ts'

export const metadata: Metadata = { title: 'Overview' }

export default async function DeskPage({ searchParams }: SearchProps) {
  const ctx = await page('accounts:read')
  return (
    <Prefetched readings={[reading(ctx, overviewQuery(), [reports.getOverview, getOverview])]}>
      <OverviewPage scope={scopeOfParams(await searchParams)} />
    </Prefetched>
  )
}
