'use client'
import { useMutation, useQuery } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import type { CallResult } from '#api/endpoint.ts'
import { acceptInvite, type getInvite } from '#api/people.ts'
import { call } from '#browser/call.ts'
import { inviteQuery } from '#browser/queries/people.ts'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { textOf } from '#components/ui/form-text.ts'
import { Loaded } from '#components/ui/loaded.tsx'
import { Problem } from '#components/ui/problem.tsx'
import { NewPasswordField } from './new-password-field.tsx'

const ROLE_WORDS = {
  ADMIN: 'an administrator',
  TRADER: 'a trader',
  VIEWER: 'a viewer, who reads and changes nothing',
} as const

/** Lets an invited person join the firm. */
export function InviteForm({ token }: { readonly token: string }) {
  const query = useQuery(inviteQuery(token))
  return (
    <Loaded query={query} what="The invite">
      {(invite) => <AcceptForm token={token} invite={invite} />}
    </Loaded>
  )
}

function AcceptForm({
  token,
  invite,
}: {
  readonly token: string
  readonly invite: CallResult<typeof getInvite>
}) {
  const { mutate, isPending, isSuccess, error } = useMutation({
    mutationFn: (input: { readonly name: string; readonly password: string }) =>
      call(acceptInvite, { token, ...input }),
    onSuccess: ({ email }) => location.assign(`/sign-in?email=${encodeURIComponent(email)}`),
  })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    mutate({ name: textOf(form, 'name'), password: textOf(form, 'password') })
  }
  const whose = invite.clientName === null ? '' : ` of ${invite.clientName}`
  return (
    <form method="post" onSubmit={submit} className="flex flex-col gap-2">
      <p className="mb-2 text-ink-soft">
        {invite.organizationName} invites {invite.email} as {ROLE_WORDS[invite.role]}
        {whose}.
      </p>
      <Field label="Your name" name="name" autoComplete="name" required autoFocus />
      <NewPasswordField />
      <Problem error={error} />
      <Button type="submit" tone="primary" disabled={isPending || isSuccess} className="mt-2">
        Join {invite.organizationName}
      </Button>
    </form>
  )
}
