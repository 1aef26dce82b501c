'use client'
import { useMutation } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import { nextPageOf, signIn } from '#browser/session.ts'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { textOf } from '#components/ui/form-text.ts'
import { Problem } from '#components/ui/problem.tsx'

/** Signs a person in and leads them to where they wanted to go. */
export function SignInForm({
  next,
  email,
}: {
  readonly next: string | null
  readonly email: string | null
}) {
  const { mutate, isPending, isSuccess, error } = useMutation({
    mutationFn: async (input: { readonly email: string; readonly password: string }) => {
      const outcome = await signIn(input)
      if (outcome.kind === 'refused') throw new Error(outcome.message)
    },
    // A full load: nothing that an earlier person read stays in memory.
    onSuccess: () => location.assign(nextPageOf(next)),
  })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    mutate({ email: textOf(form, 'email'), password: textOf(form, 'password') })
  }
  return (
    <form method="post" onSubmit={submit} className="flex flex-col gap-2">
      <Field
        label="E-mail address"
        name="email"
        type="email"
        autoComplete="username"
        defaultValue={email ?? undefined}
        required
        autoFocus={email === null}
      />
      <Field
        label="Password"
        name="password"
        type="password"
        autoComplete="current-password"
        required
        autoFocus={email !== null}
      />
      <Problem error={error} />
      <Button type="submit" tone="primary" disabled={isPending || isSuccess} className="mt-2">
        {isPending || isSuccess ? 'Signing in' : 'Sign in'}
      </Button>
    </form>
  )
}
