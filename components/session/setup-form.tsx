'use client'
import { useMutation } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import type { CallInput } from '#api/endpoint.ts'
import { setUp } from '#api/people.ts'
import { call } from '#browser/call.ts'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { textOf } from '#components/ui/form-text.ts'
import { Problem } from '#components/ui/problem.tsx'
import { NewPasswordField } from './new-password-field.tsx'

/** Makes the firm and its first administrator. */
export function SetupForm({ token }: { readonly token: string | null }) {
  const { mutate, isPending, isSuccess, error } = useMutation({
    mutationFn: (input: CallInput<typeof setUp>) => call(setUp, input),
    onSuccess: ({ email }) => location.assign(`/sign-in?email=${encodeURIComponent(email)}`),
  })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    mutate({
      token: textOf(form, 'token'),
      organizationName: textOf(form, 'organizationName'),
      name: textOf(form, 'name'),
      email: textOf(form, 'email'),
      password: textOf(form, 'password'),
    })
  }
  return (
    <form method="post" onSubmit={submit} className="flex flex-col gap-2">
      <Field
        label="Set-up token"
        name="token"
        autoComplete="off"
        defaultValue={token ?? undefined}
        hint="The desk printed it when it started. It works once."
        required
      />
      <Field
        label="Name of the firm"
        name="organizationName"
        autoComplete="organization"
        required
      />
      <Field label="Your name" name="name" autoComplete="name" required />
      <Field
        label="Your e-mail address"
        name="email"
        type="email"
        autoComplete="username"
        required
      />
      <NewPasswordField />
      <Problem error={error} />
      <Button type="submit" tone="primary" disabled={isPending || isSuccess} className="mt-2">
        Set up the desk
      </Button>
    </form>
  )
}
