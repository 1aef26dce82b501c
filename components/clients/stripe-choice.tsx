'use client'
import { STRIPES } from '#api/codecs/client.ts'
import { Choice } from '#components/ui/choice.tsx'
import { Stripe } from '#components/ui/stripe.tsx'

const OPTIONS = Array.from({ length: STRIPES }, (_, mark) => ({
  value: String(mark),
  className: 'has-checked:inset-ring has-checked:inset-ring-ink',
  label: (
    <>
      <Stripe mark={mark} />
      <span className="sr-only">Mark {mark + 1}</span>
    </>
  ),
}))

/** Chooses the mark by which screens tell a client from the others. */
export function StripeChoice({
  mark,
  onChange,
}: {
  readonly mark: number
  onChange(mark: number): void
}) {
  return (
    <div className="flex flex-col gap-1">
      <p className="text-label text-ink-soft">Mark</p>
      <Choice
        label="Mark"
        options={OPTIONS}
        value={String(mark)}
        onChange={(value) => onChange(Number(value))}
      />
    </div>
  )
}
