'use client'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { alertChannelsQuery, alertPagesQuery, deadLettersQuery } from '#browser/queries/alerts.ts'
import { EmptyFace } from '#components/ui/faces.tsx'
import { Loaded } from '#components/ui/loaded.tsx'
import { LoadedPages } from '#components/ui/loaded-pages.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { AlertTable } from './alert-table.tsx'
import { ChannelTable } from './channel-table.tsx'
import { DeadLetterTable } from './dead-letter-table.tsx'
import { NewChannel } from './new-channel.tsx'

/** Alerts are raised by the house at any time: a page that asks this often shows them in time. */
const ASK_EVERY_MS = 5_000

/** What people must know of, where they are told, and what did not arrive. */
export function AlertsPage({ title }: { readonly title: string }) {
  const alerts = useInfiniteQuery({ ...alertPagesQuery(), refetchInterval: ASK_EVERY_MS })
  const channels = useQuery(alertChannelsQuery())
  const dead = useQuery({ ...deadLettersQuery(), refetchInterval: ASK_EVERY_MS })
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1 className="text-title font-semibold">{title}</h1>
        <NewChannel />
      </div>
      <Panel title="Where alerts are told">
        <Loaded query={channels} what="Channels" rows={2}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyFace text="Nobody is told yet. Add an NTFY topic or a webhook, then test it." />
            ) : (
              <ChannelTable channels={items} />
            )
          }
        </Loaded>
      </Panel>
      <Panel title="Messages that did not arrive">
        <Loaded query={dead} what="Dead letters" rows={1}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyFace text="Every message has arrived or is on its way." />
            ) : (
              <DeadLetterTable deliveries={items} />
            )
          }
        </Loaded>
      </Panel>
      <Panel title="Alerts">
        <LoadedPages query={alerts} what="Alerts" empty="Nothing has happened that you must know.">
          {(items) => <AlertTable alerts={items} />}
        </LoadedPages>
      </Panel>
    </div>
  )
}
