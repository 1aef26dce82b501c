'use client'
import { useQuery } from '@tanstack/react-query'
import type { ClientView } from '#api/codecs/client.ts'
import { clientsQuery } from '#browser/queries/clients.ts'
import { EmptyFace } from '#components/ui/faces.tsx'
import { LinkTabs } from '#components/ui/link-tabs.tsx'
import { Loaded } from '#components/ui/loaded.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { ClientsTable } from './clients-table.tsx'
import { NewClient } from './new-client.tsx'

export type ClientsView = 'current' | 'archived'

/** The firm's clients: take on, rename, pause, archive. */
export function ClientsPage({ view }: { readonly view: ClientsView }) {
  const query = useQuery(clientsQuery())
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1 className="text-title font-semibold">Clients</h1>
        <NewClient count={query.data?.items.length ?? 0} />
      </div>
      <Panel title={view === 'current' ? 'Current' : 'Archived'} aside={<Views current={view} />}>
        <Loaded query={query} what="Clients">
          {({ items }) => <Listed view={view} clients={items.filter((each) => isIn(view, each))} />}
        </Loaded>
      </Panel>
    </div>
  )
}

function Views({ current }: { readonly current: ClientsView }) {
  return (
    <LinkTabs
      label="Which clients"
      tabs={[
        { label: 'Current', href: '/admin/clients', isCurrent: current === 'current' },
        {
          label: 'Archived',
          href: '/admin/clients?view=archived',
          isCurrent: current === 'archived',
        },
      ]}
    />
  )
}

function Listed({
  view,
  clients,
}: {
  readonly view: ClientsView
  readonly clients: readonly ClientView[]
}) {
  if (clients.length > 0) return <ClientsTable clients={clients} />
  return (
    <EmptyFace
      text={
        view === 'current'
          ? 'No client yet. A client is whose money it is; accounts belong to clients.'
          : 'No client is archived.'
      }
    />
  )
}

function isIn(view: ClientsView, { status }: ClientView): boolean {
  return (status === 'ARCHIVED') === (view === 'archived')
}
