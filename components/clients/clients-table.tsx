'use client'
import Link from 'next/link'
import type { ClientView } from '#api/codecs/client.ts'
import { toWireId } from '#api/codecs/id.ts'
import { Stripe } from '#components/ui/stripe.tsx'
import { type Column, Table } from '#components/ui/table.tsx'
import { Time } from '#components/ui/time.tsx'
import { ClientActs } from './client-acts.tsx'
import { ClientStatus } from './client-status.tsx'

/** Clients with what may be done to them; a name opens the client's accounts. */
export function ClientsTable({ clients }: { readonly clients: readonly ClientView[] }) {
  return <Table label="Clients" columns={COLUMNS} rows={clients} rowKey={({ id }) => id} />
}

const COLUMNS: readonly Column<ClientView>[] = [
  { key: 'name', header: 'Client', cell: (client) => <ClientLink client={client} /> },
  { key: 'status', header: 'Status', cell: ({ status }) => <ClientStatus status={status} /> },
  {
    key: 'accounts',
    header: 'Accounts',
    isNumber: true,
    cell: ({ accountCount }) => <span className="figure">{accountCount}</span>,
  },
  { key: 'since', header: 'Since', cell: ({ createdAt }) => <Time at={createdAt} /> },
  {
    key: 'sees',
    header: 'What they see',
    cell: (client) => (
      <Link
        href={`/client/${toWireId('client', client.id)}`}
        prefetch={false}
        className="text-ink-soft underline decoration-line-strong underline-offset-2 hover:text-ink"
      >
        Client’s pages<span className="sr-only"> of {client.name}</span>
      </Link>
    ),
  },
  {
    key: 'acts',
    header: 'Change',
    isNumber: true,
    cell: (client) => <ClientActs client={client} />,
  },
]

function ClientLink({ client: { id, name, stripe } }: { readonly client: ClientView }) {
  return (
    <span className="inline-flex items-center gap-2">
      <Stripe mark={stripe} />
      <Link
        href={`/admin/clients/${toWireId('client', id)}`}
        prefetch={false}
        className="font-medium hover:underline"
      >
        {name}
      </Link>
    </span>
  )
}
