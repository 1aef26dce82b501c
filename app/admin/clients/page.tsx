import type { Metadata } from 'next'
import * as clients from '#api/clients.ts'
import { clientsQuery } from '#browser/queries/clients.ts'
import { ClientsPage } from '#components/clients/clients-page.tsx'
import { page } from '#http/page.ts'
import { listClients } from '#usecases/clients/list-clients.ts'
import { Prefetched, reading } from '../../prefetched.tsx'

export const metadata: Metadata = { title: 'Clients' }

export default async function AdminClientsPage({ searchParams }: PageProps<'/admin/clients'>) {
  const ctx = await page('clients:write')
  const { view } = await searchParams
  return (
    <Prefetched readings={[reading(ctx, clientsQuery(), [clients.listClients, listClients])]}>
      <ClientsPage view={view === 'archived' ? 'archived' : 'current'} />
    </Prefetched>
  )
}
