import type { Metadata } from 'next'
import * as people from '#api/people.ts'
import * as reports from '#api/reports.ts'
import { invitesQuery, peopleQuery } from '#browser/queries/people.ts'
import { systemQuery } from '#browser/queries/reports.ts'
import { ClientsSummary } from '#components/clients/clients-summary.tsx'
import { PeopleSummary } from '#components/people/people-summary.tsx'
import { SystemSummary } from '#components/system/system-summary.tsx'
import { page } from '#http/page.ts'
import { listInvites } from '#usecases/people/list-invites.ts'
import { listPeople } from '#usecases/people/list-people.ts'
import { getSystem } from '#usecases/system/get-system.ts'
import { Prefetched, reading } from '../prefetched.tsx'

export const metadata: Metadata = { title: 'Administration' }

export default async function AdminPage() {
  const ctx = await page('people:read')
  return (
    <Prefetched
      readings={[
        reading(ctx, systemQuery(), [reports.getSystem, getSystem]),
        reading(ctx, peopleQuery(), [people.listPeople, listPeople]),
        reading(ctx, invitesQuery(), [people.listInvites, listInvites]),
      ]}
    >
      <div className="flex flex-col gap-3">
        <h1 className="text-title font-semibold">Administration</h1>
        <div className="grid items-start gap-3 lg:grid-cols-3">
          <SystemSummary />
          <ClientsSummary />
          <PeopleSummary />
        </div>
      </div>
    </Prefetched>
  )
}
