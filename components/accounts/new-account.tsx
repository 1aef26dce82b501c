'use client'
import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { createAccount, listAccounts } from '#api/accounts.ts'
import { listClients } from '#api/clients.ts'
import { ACCOUNT_MODES } from '#api/codecs/client.ts'
import { listBooks } from '#api/proof.ts'
import { getOverview } from '#api/reports.ts'
import { clientsQuery } from '#browser/queries/clients.ts'
import { venuesQuery } from '#browser/queries/markets.ts'
import type { ScopeChoice } from '#browser/scope.ts'
import { useAct } from '#browser/use-act.ts'
import { useMay } from '#browser/use-may.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Field, Select } from '#components/ui/field.tsx'
import { textOf } from '#components/ui/form-text.ts'
import { Problem } from '#components/ui/problem.tsx'

const CHANGED = [listAccounts, listClients, listBooks, getOverview]

/** Opens an account: a paper one trades at once, a venue's waits for its key. */
export function NewAccount({ scope }: { readonly scope: ScopeChoice }) {
  const [isOpen, setIsOpen] = useState(false)
  const mayOpen = useMay('accounts:write')
  if (!mayOpen) return null
  return (
    <>
      <Button tone="primary" onClick={() => setIsOpen(true)}>
        <Plus aria-hidden size={14} />
        New account
      </Button>
      <Dialog
        title="New account"
        description="A paper account trades at the built-in simulated exchange with no real money. A venue’s account waits for its key."
        isOpen={isOpen}
        onOpenChange={setIsOpen}
      >
        <AccountForm scope={scope} onDone={() => setIsOpen(false)} />
      </Dialog>
    </>
  )
}

function AccountForm({ scope, onDone }: { readonly scope: ScopeChoice; onDone(): void }) {
  const clients = useQuery(clientsQuery()).data?.items ?? []
  const venues = useQuery(venuesQuery()).data?.items ?? []
  const [venueId, setVenueId] = useState('sim')
  const { mutate, isPending, error } = useAct(createAccount, CHANGED)
  const venue = venues.find(({ id }) => id === venueId)
  const isSimulated = venue?.kind !== 'exchange'
  const modes = ACCOUNT_MODES.filter((mode) => (mode === 'paper') === isSimulated)
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const mode = modes.find((each) => each === textOf(form, 'mode'))
    if (venue === undefined || mode === undefined) return
    const input = {
      clientId: textOf(form, 'clientId'),
      venueId: venue.id,
      name: textOf(form, 'name'),
      mode,
    }
    mutate(input, { onSuccess: onDone })
  }
  return (
    <form method="post" onSubmit={submit} className="flex flex-col gap-2">
      <Select label="Client" name="clientId" defaultValue={scope.clientId ?? undefined} required>
        {clients
          .filter(({ status }) => status !== 'ARCHIVED')
          .map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
      </Select>
      <Select
        label="Venue"
        value={venueId}
        onChange={(event) => setVenueId(event.target.value)}
        hint={venue?.certification === 'READ_ONLY' ? 'Read-only until it is certified.' : undefined}
      >
        {venues.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Select>
      <Select label="Mode" name="mode" key={venueId}>
        {modes.map((mode) => (
          <option key={mode} value={mode}>
            {mode}
          </option>
        ))}
      </Select>
      <Field label="Name" name="name" autoComplete="off" required autoFocus />
      <Problem error={error} />
      <Button type="submit" tone="primary" disabled={isPending} className="mt-2">
        Open account
      </Button>
    </form>
  )
}
