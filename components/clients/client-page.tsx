'use client'
import { useQuery } from '@tanstack/react-query'
import { ArrowLeft } from 'lucide-react'
import Link from 'next/link'
import { accountsQuery } from '#browser/queries/accounts.ts'
import { clientsQuery } from '#browser/queries/clients.ts'
import { EmptyFace } from '#components/ui/faces.tsx'
import { Loaded } from '#components/ui/loaded.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { Stripe } from '#components/ui/stripe.tsx'
import { ClientAccounts } from './client-accounts.tsx'
import { ClientActs } from './client-acts.tsx'
import { ClientStatus } from './client-status.tsx'
import { NewAccount } from './new-account.tsx'

/** One client: its words, its state and its accounts. */
export function ClientPage({ clientId }: { readonly clientId: string }) {
  const clients = useQuery(clientsQuery())
  const accounts = useQuery(accountsQuery({ clientId }))
  return (
    <div className="flex flex-col gap-3">
      <Link
        href="/admin/clients"
        prefetch={false}
        className="inline-flex items-center gap-1 self-start text-ink-soft hover:text-ink"
      >
        <ArrowLeft aria-hidden size={14} />
        Clients
      </Link>
      <Loaded query={clients} what="The client" rows={1}>
        {({ items }) => {
          const client = items.find(({ id }) => id === clientId)
          if (client === undefined) return <EmptyFace text="There is no such client." />
          return (
            <div className="flex flex-wrap items-center gap-3">
              <Stripe mark={client.stripe} />
              <h1 className="text-title font-semibold">{client.name}</h1>
              <ClientStatus status={client.status} />
              <ClientActs client={client} />
            </div>
          )
        }}
      </Loaded>
      <Panel title="Accounts" aside={<NewAccount clientId={clientId} />}>
        <Loaded query={accounts} what="Accounts">
          {({ items }) => <ClientAccounts accounts={items} />}
        </Loaded>
      </Panel>
    </div>
  )
}
