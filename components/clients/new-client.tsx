'use client'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { createClient, listClients } from '#api/clients.ts'
import { STRIPES } from '#api/codecs/client.ts'
import { getOverview } from '#api/reports.ts'
import { useAct } from '#browser/use-act.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { ClientForm } from './client-form.tsx'

/** Takes on a client. `count` clients are there already, so the next mark differs. */
export function NewClient({ count }: { readonly count: number }) {
  const [isOpen, setIsOpen] = useState(false)
  const { mutate, isPending, error, reset } = useAct(createClient, [listClients, getOverview])
  const open = () => {
    reset()
    setIsOpen(true)
  }
  return (
    <>
      <Button onClick={open}>
        <Plus aria-hidden size={14} />
        New client
      </Button>
      <Dialog title="New client" isOpen={isOpen} onOpenChange={setIsOpen}>
        <ClientForm
          initial={{ name: '', stripe: count % STRIPES }}
          act="Take on"
          isBusy={isPending}
          error={error}
          onSubmit={(words) => mutate(words, { onSuccess: () => setIsOpen(false) })}
        />
      </Dialog>
    </>
  )
}
