'use client'
import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { createBot, listBots } from '#api/bots.ts'
import { accountsQuery } from '#browser/queries/accounts.ts'
import { instrumentsQuery } from '#browser/queries/markets.ts'
import { strategiesQuery } from '#browser/queries/research.ts'
import { useAct } from '#browser/use-act.ts'
import { Dialog } from '#components/ui/dialog.tsx'
import { EmptyFace } from '#components/ui/faces.tsx'
import { Loaded } from '#components/ui/loaded.tsx'
import { BotForm } from './bot-form.tsx'
import { botPath } from './bots-table.tsx'

/** Asks for a bot, and leads to it. */
export function BotDialog({ onClose }: { onClose(): void }) {
  const router = useRouter()
  const accounts = useQuery(accountsQuery())
  const instruments = useQuery(instrumentsQuery())
  const strategies = useQuery(strategiesQuery())
  const { mutate, isPending, error } = useAct(createBot, [listBots])
  const paper = accounts.data?.items.filter(
    ({ mode, status }) => mode === 'paper' && status === 'CONNECTED',
  )
  return (
    <Dialog
      title="New bot"
      description="It trades on paper, in a book of its own, with no more than you give it. It decides when a bar closes; its stops too."
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose()
      }}
    >
      <Loaded query={{ ...accounts, data: paper }} what="Accounts">
        {(known) => (
          <Loaded query={instruments} what="Markets">
            {({ items: markets }) => (
              <Loaded query={strategies} what="Strategies">
                {({ items }) =>
                  known.length === 0 ? (
                    <EmptyFace text="A bot needs a connected paper account, and there is none." />
                  ) : (
                    <BotForm
                      accounts={known}
                      instruments={markets}
                      strategies={items}
                      isPending={isPending}
                      error={error}
                      onSubmit={(wish) =>
                        mutate(wish, { onSuccess: ({ id }) => router.push(botPath(id)) })
                      }
                    />
                  )
                }
              </Loaded>
            )}
          </Loaded>
        )}
      </Loaded>
    </Dialog>
  )
}
