import type { Metadata } from 'next'
import * as clients from '#api/clients.ts'
import * as people from '#api/people.ts'
import { clientsQuery } from '#browser/queries/clients.ts'
import { invitesQuery, peopleQuery } from '#browser/queries/people.ts'
import { PeoplePage } from '#components/people/people-page.tsx'
import { page } from '#http/page.ts'
import { listClients } from '#usecases/clients/list-clients.ts'
import { listInvites } from '#usecases/people/list-invites.ts'
import { listPeople } from '#usecases/people/list-people.ts'
import { Prefetched, reading } from '../../prefetched.tsx'

export const metadata: Metadata = { title: 'People' }

export default async function AdminPeoplePage() {
  const ctx = await page('people:read')
  return (
    <Prefetched
      readings={[
        reading(ctx, peopleQuery(), [people.listPeople, listPeople]),
        reading(ctx, invitesQuery(), [people.listInvites, listInvites]),
        reading(ctx, clientsQuery(), [clients.listClients, listClients]),
      ]}
    >
      <PeoplePage />
    </Prefetched>
  )
}
