'use client'
import { useQuery } from '@tanstack/react-query'
import { botsQuery } from '#browser/queries/bots.ts'
import { EmptyFace } from '#components/ui/faces.tsx'
import { Loaded } from '#components/ui/loaded.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { BOTS_ASK_MS } from './bot-words.ts'
import { BotsTable } from './bots-table.tsx'
import { NewBot } from './new-bot.tsx'

/** The firm's bots, the newest first, and the way to a new one. */
export function BotsPage() {
  const query = useQuery({ ...botsQuery(), refetchInterval: BOTS_ASK_MS })
  return (
    <>
      <h1 className="sr-only">Bots</h1>
      <Panel title="Bots" aside={<NewBot />}>
        <Loaded query={query} what="Bots" rows={6}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyFace text="No bots yet: make one on a paper account." />
            ) : (
              <BotsTable bots={items} />
            )
          }
        </Loaded>
      </Panel>
    </>
  )
}
