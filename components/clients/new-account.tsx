'use client'
import { Plus } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { createAccount, listAccounts } from '#api/accounts.ts'
import { listClients } from '#api/clients.ts'
import { listBooks } from '#api/proof.ts'
import { getOverview } from '#api/reports.ts'
import { useAct } from '#browser/use-act.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import { textOf } from '#components/ui/form-text.ts'
import { Problem } from '#components/ui/problem.tsx'
import { venueIdOf } from '#core/market/instrument.ts'

const CHANGED = [listAccounts, listClients, listBooks, getOverview]
/** Paper accounts live at the built-in simulated exchange. */
const PAPER_VENUE_ID = venueIdOf('sim')

/** Opens a paper account for a client. */
export function NewAccount({ clientId }: { readonly clientId: string }) {
  const [isOpen, setIsOpen] = useState(false)
  const { mutate, isPending, error, reset } = useAct(createAccount, CHANGED)
  const open = () => {
    reset()
    setIsOpen(true)
  }
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const name = textOf(new FormData(event.currentTarget), 'name').trim()
    const input = { clientId, venueId: PAPER_VENUE_ID, name, mode: 'paper' as const }
    mutate(input, { onSuccess: () => setIsOpen(false) })
  }
  return (
    <>
      <Button onClick={open}>
        <Plus aria-hidden size={14} />
        Paper account
      </Button>
      <Dialog
        title="New paper account"
        description="Trades at the built-in simulated exchange. No real money."
        isOpen={isOpen}
        onOpenChange={setIsOpen}
      >
        <form method="post" onSubmit={submit} className="flex flex-col gap-2">
          <Field label="Name" name="name" autoComplete="off" required autoFocus />
          <Problem error={error} />
          <Button type="submit" tone="primary" disabled={isPending} className="mt-2">
            Open paper account
          </Button>
        </form>
      </Dialog>
    </>
  )
}
