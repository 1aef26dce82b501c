'use client'
import { Pencil } from 'lucide-react'
import { useState } from 'react'
import { listAccounts } from '#api/accounts.ts'
import { listClients, updateClient } from '#api/clients.ts'
import type { ClientView } from '#api/codecs/client.ts'
import { getOverview } from '#api/reports.ts'
import { useAct } from '#browser/use-act.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { HoldButton } from '#components/ui/hold-button.tsx'
import { Problem } from '#components/ui/problem.tsx'
import { ClientForm } from './client-form.tsx'

const CHANGED = [listClients, listAccounts, getOverview]

/** Renames, pauses, resumes or archives a client. An archived one stays as it is. */
export function ClientActs({ client }: { readonly client: ClientView }) {
  const [isOpen, setIsOpen] = useState(false)
  const { mutate, isPending, error, reset } = useAct(updateClient, CHANGED)
  const open = () => {
    reset()
    setIsOpen(true)
  }
  const close = { onSuccess: () => setIsOpen(false) }
  if (client.status === 'ARCHIVED') return null
  return (
    <>
      <Button tone="quiet" onClick={open} aria-label={`Edit ${client.name}`}>
        <Pencil aria-hidden size={14} />
        Edit
      </Button>
      <Dialog title={client.name} isOpen={isOpen} onOpenChange={setIsOpen}>
        <ClientForm
          initial={client}
          act="Save"
          isBusy={isPending}
          error={null}
          onSubmit={(words) => mutate({ clientId: client.id, ...words }, close)}
        />
        <Problem error={error} />
        <StatusActs
          client={client}
          isBusy={isPending}
          onChoose={(status) => mutate({ clientId: client.id, status }, close)}
        />
      </Dialog>
    </>
  )
}

function StatusActs({
  client,
  isBusy,
  onChoose,
}: {
  readonly client: ClientView
  readonly isBusy: boolean
  onChoose(status: ClientView['status']): void
}) {
  return (
    <div className="flex flex-col gap-3 border-t border-line pt-3">
      <p className="text-label text-ink-faint">
        {client.status === 'ACTIVE'
          ? 'While a client is paused no new order of it is taken or sent; cancels still work.'
          : 'Paused: no new order of this client is taken or sent.'}{' '}
        Archiving is for good; its open orders must be canceled first.
      </p>
      <div className="flex flex-wrap gap-2">
        {client.status === 'ACTIVE' ? (
          <HoldButton isDisabled={isBusy} onHeld={() => onChoose('PAUSED')}>
            Hold to pause
          </HoldButton>
        ) : (
          <Button disabled={isBusy} onClick={() => onChoose('ACTIVE')}>
            Resume
          </Button>
        )}
        <HoldButton isDisabled={isBusy} onHeld={() => onChoose('ARCHIVED')}>
          Hold to archive
        </HoldButton>
      </div>
    </div>
  )
}
