'use client'
import { type FormEvent, useState } from 'react'
import type { BreakView } from '#api/codecs/proof.ts'
import {
  acknowledgeBreak,
  getBooksStrip,
  getBreak,
  listBooks,
  listBreaks,
  resolveBreak,
} from '#api/proof.ts'
import { getOverview } from '#api/reports.ts'
import { useAct } from '#browser/use-act.ts'
import { useMay } from '#browser/use-may.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Field, Select } from '#components/ui/field.tsx'
import { textOf } from '#components/ui/form-text.ts'
import { Problem } from '#components/ui/problem.tsx'
import { actOf, causeText } from './break-words.ts'

const CHANGED = [listBooks, listBreaks, getBreak, getBooksStrip, getOverview]

/** The one act that a break waits for. */
export function BreakAct({ found }: { readonly found: BreakView }) {
  const mayResolve = useMay('breaks:resolve')
  if (!mayResolve || found.state === 'SUSPECT' || found.state === 'RESOLVED') return null
  return actOf(found) === 'acknowledge' ? (
    <AcknowledgeButton found={found} />
  ) : (
    <ResolveButton found={found} />
  )
}

function AcknowledgeButton({ found }: { readonly found: BreakView }) {
  const { mutate, isPending, error } = useAct(acknowledgeBreak, CHANGED)
  return (
    <>
      <Button isSmall disabled={isPending} onClick={() => mutate({ breakId: found.id })}>
        Acknowledge
      </Button>
      <Problem error={error} />
    </>
  )
}

function ResolveButton({ found }: { readonly found: BreakView }) {
  const [isOpen, setIsOpen] = useState(false)
  const { mutate, isPending, error } = useAct(resolveBreak, CHANGED)
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const act = textOf(form, 'act') === 'accept-venue' ? 'accept-venue' : 'book-adjustment'
    const input = { breakId: found.id, act, note: textOf(form, 'note') } as const
    mutate(input, { onSuccess: () => setIsOpen(false) })
  }
  return (
    <>
      <Button isSmall onClick={() => setIsOpen(true)}>
        Book adjustment
      </Button>
      <Dialog
        title="End this break"
        description={`${causeText(found)}. What is decided here is kept with your name.`}
        isOpen={isOpen}
        onOpenChange={setIsOpen}
      >
        <form method="post" onSubmit={submit} className="flex flex-col gap-2">
          <Select label="How" name="act" defaultValue="book-adjustment">
            <option value="book-adjustment">Book the difference as an adjustment</option>
            <option value="accept-venue">Accept what the venue says</option>
          </Select>
          <Field label="Why" name="note" autoComplete="off" required autoFocus />
          <Problem error={error} />
          <Button type="submit" tone="primary" disabled={isPending} className="mt-2">
            End the break
          </Button>
        </form>
      </Dialog>
    </>
  )
}
