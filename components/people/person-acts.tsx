'use client'
import { useQuery } from '@tanstack/react-query'
import { Pencil } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import type { PersonView } from '#api/codecs/person.ts'
import { getMe, listPeople, updatePerson } from '#api/people.ts'
import { clientsQuery } from '#browser/queries/clients.ts'
import { useAct } from '#browser/use-act.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { HoldButton } from '#components/ui/hold-button.tsx'
import { Problem } from '#components/ui/problem.tsx'
import { RoleFields, roleChoiceOf } from './role-fields.tsx'

/** Changes what a person may do, revokes a person or lets one back in. */
export function PersonActs({ person }: { readonly person: PersonView }) {
  const [isOpen, setIsOpen] = useState(false)
  const clients = useQuery(clientsQuery()).data?.items ?? []
  const { mutate, isPending, error, reset } = useAct(updatePerson, [listPeople, getMe])
  const close = { onSuccess: () => setIsOpen(false) }
  const open = () => {
    reset()
    setIsOpen(true)
  }
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    mutate({ userId: person.userId, ...roleChoiceOf(new FormData(event.currentTarget)) }, close)
  }
  return (
    <>
      <Button tone="quiet" onClick={open} aria-label={`Edit ${person.name}`}>
        <Pencil aria-hidden size={14} />
        Edit
      </Button>
      <Dialog
        title={person.name}
        description={person.email}
        isOpen={isOpen}
        onOpenChange={setIsOpen}
      >
        <form method="post" onSubmit={submit} className="flex flex-col gap-2">
          <RoleFields initial={person} clients={clients} />
          <Problem error={error} />
          <Button type="submit" tone="primary" disabled={isPending} className="mt-2">
            Save
          </Button>
        </form>
        <AccessAct
          person={person}
          isBusy={isPending}
          onChoose={(isRevoked) => mutate({ userId: person.userId, isRevoked }, close)}
        />
      </Dialog>
    </>
  )
}

function AccessAct({
  person,
  isBusy,
  onChoose,
}: {
  readonly person: PersonView
  readonly isBusy: boolean
  onChoose(isRevoked: boolean): void
}) {
  return (
    <div className="flex flex-col items-start gap-3 border-t border-line pt-3">
      <p className="text-label text-ink-faint">
        {person.isRevoked
          ? 'This person cannot sign in to the firm.'
          : 'Revoking ends every session at once. What the person did stays on record.'}
      </p>
      {person.isRevoked ? (
        <Button disabled={isBusy} onClick={() => onChoose(false)}>
          Let back in
        </Button>
      ) : (
        <HoldButton isDisabled={isBusy} onHeld={() => onChoose(true)}>
          Hold to revoke
        </HoldButton>
      )}
    </div>
  )
}
