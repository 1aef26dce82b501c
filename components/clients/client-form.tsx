'use client'
import { type FormEvent, useState } from 'react'
import type { ClientView } from '#api/codecs/client.ts'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { textOf } from '#components/ui/form-text.ts'
import { Problem } from '#components/ui/problem.tsx'
import { StripeChoice } from './stripe-choice.tsx'

export type ClientWords = { readonly name: string; readonly stripe: number }

/** A client's name and mark. */
export function ClientForm({
  initial,
  act,
  isBusy,
  error,
  onSubmit,
}: {
  readonly initial: Pick<ClientView, 'name' | 'stripe'>
  /** What the button says, as in "Take on". */
  readonly act: string
  readonly isBusy: boolean
  readonly error: Error | null
  onSubmit(words: ClientWords): void
}) {
  const [stripe, setStripe] = useState(initial.stripe)
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    onSubmit({ name: textOf(new FormData(event.currentTarget), 'name').trim(), stripe })
  }
  return (
    <form method="post" onSubmit={submit} className="flex flex-col gap-2">
      <Field
        label="Name"
        name="name"
        defaultValue={initial.name}
        autoComplete="off"
        required
        autoFocus
      />
      <StripeChoice mark={stripe} onChange={setStripe} />
      <Problem error={error} />
      <Button type="submit" tone="primary" disabled={isBusy} className="mt-2">
        {act}
      </Button>
    </form>
  )
}
