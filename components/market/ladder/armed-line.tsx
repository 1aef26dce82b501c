'use client'
import { useArmed } from '#browser/stores/armed.ts'
import { useNow } from '#components/ui/use-now.ts'

const SECOND = 1_000
const SECONDS_PER_MINUTE = 60

/** Says that a press sends, and for how long still. */
export function ArmedLine() {
  const armedUntil = useArmed((armed) => armed.armedUntil)
  const now = useNow()
  if (armedUntil === null || now === null || now >= armedUntil) return null
  const seconds = Math.ceil((armedUntil - now) / SECOND)
  const left = `${Math.floor(seconds / SECONDS_PER_MINUTE)}:${String(seconds % SECONDS_PER_MINUTE).padStart(2, '0')}`
  return (
    <p className="flex items-center justify-between border-b border-attention bg-attention-paper px-3 py-1 text-label font-medium text-attention">
      <span>Armed: a press sends at the ticket’s size</span>
      <span className="figure">{left}</span>
    </p>
  )
}
