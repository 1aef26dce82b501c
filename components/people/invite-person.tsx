'use client'
import { useQuery } from '@tanstack/react-query'
import { UserPlus } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { createInvite, listInvites } from '#api/people.ts'
import { clientsQuery } from '#browser/queries/clients.ts'
import { useAct } from '#browser/use-act.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import { textOf } from '#components/ui/form-text.ts'
import { Problem } from '#components/ui/problem.tsx'
import { InviteLink } from './invite-link.tsx'
import { RoleFields, roleChoiceOf } from './role-fields.tsx'

/** Invites a person. The link is shown once: closing the dialog forgets it. */
export function InvitePerson() {
  const [isOpen, setIsOpen] = useState(false)
  const { mutate, data, isPending, error, reset } = useAct(createInvite, [listInvites])
  const setOpen = (next: boolean) => {
    reset()
    setIsOpen(next)
  }
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    mutate({ email: textOf(form, 'email').trim(), ...roleChoiceOf(form) })
  }
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <UserPlus aria-hidden size={14} />
        Invite
      </Button>
      <Dialog
        title={data === undefined ? 'Invite a person' : `Invite for ${data.invite.email}`}
        isOpen={isOpen}
        onOpenChange={setOpen}
      >
        {data === undefined ? (
          <InviteForm isBusy={isPending} error={error} onSubmit={submit} />
        ) : (
          <InviteLink url={data.url} onDone={() => setOpen(false)} />
        )}
      </Dialog>
    </>
  )
}

function InviteForm({
  isBusy,
  error,
  onSubmit,
}: {
  readonly isBusy: boolean
  readonly error: Error | null
  onSubmit(event: FormEvent<HTMLFormElement>): void
}) {
  const clients = useQuery(clientsQuery()).data?.items ?? []
  return (
    <form method="post" onSubmit={onSubmit} className="flex flex-col gap-2">
      <Field
        label="E-mail address"
        name="email"
        type="email"
        autoComplete="off"
        required
        autoFocus
      />
      <RoleFields
        initial={{ role: 'VIEWER', clientId: null }}
        clients={clients.filter(({ status }) => status !== 'ARCHIVED')}
      />
      <Problem error={error} />
      <Button type="submit" tone="primary" disabled={isBusy} className="mt-2">
        Make the link
      </Button>
    </form>
  )
}
