import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import * as accounts from '#api/accounts.ts'
import * as clients from '#api/clients.ts'
import { fromWireId } from '#api/codecs/id.ts'
import { accountsQuery } from '#browser/queries/accounts.ts'
import { clientsQuery } from '#browser/queries/clients.ts'
import { ClientPage } from '#components/clients/client-page.tsx'
import { page } from '#http/page.ts'
import { listAccounts } from '#usecases/accounts/list-accounts.ts'
import { listClients } from '#usecases/clients/list-clients.ts'
import { Prefetched, reading } from '../../../prefetched.tsx'

export const metadata: Metadata = { title: 'Client' }

export default async function AdminClientPage({ params }: PageProps<'/admin/clients/[clientId]'>) {
  const ctx = await page('clients:write')
  const clientId = fromWireId('client', (await params).clientId)
  if (clientId === null) notFound()
  return (
    <Prefetched
      readings={[
        reading(ctx, clientsQuery(), [clients.listClients, listClients]),
        reading(ctx, accountsQuery({ clientId }), [accounts.listAccounts, listAccounts]),
      ]}
    >
      <ClientPage clientId={clientId} />
    </Prefetched>
  )
}
