'use client'
import { Zap } from 'lucide-react'
import { useEffect } from 'react'
import { useKeys } from '#browser/keys.ts'
import { useArmed } from '#browser/stores/armed.ts'
import { useNow } from '#components/ui/use-now.ts'
import { useDisarmWhenHidden } from './use-disarm-when-hidden.ts'

/** While one press sends: how long that still lasts, on every page, and the way to end it. */
export function ArmedMark() {
  const armedUntil = useArmed((store) => store.armedUntil)
  return armedUntil === null ? null : <Armed until={armedUntil} />
}

function Armed({ until }: { readonly until: number }) {
  const disarm = useArmed((store) => store.disarm)
  const now = useNow()
  useDisarmWhenHidden()
  useKeys([{ keys: 'escape escape', does: 'Disarm', run: disarm }], 'Everywhere')
  // A computer that slept past the end wakes with the mark still there.
  useEffect(() => {
    if (now !== null && now >= until) disarm()
  }, [now, until, disarm])
  return (
    <button
      type="button"
      onClick={disarm}
      title="One press sends an order. Press, or Esc twice, to disarm."
      className="inline-flex h-7 shrink-0 items-center gap-1.5 rounded-box border border-attention bg-attention-paper px-2 font-semibold text-attention max-sm:h-10"
    >
      <Zap aria-hidden size={14} />
      <span role="status">Armed</span>
      <span className="figure font-normal" role="timer" aria-label="Time left">
        {now === null ? '' : leftText(until - now)}
      </span>
      <span className="sr-only">Disarm</span>
    </button>
  )
}

const SECONDS_PER_MINUTE = 60

/** `4:05` */
function leftText(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1_000))
  const rest = String(seconds % SECONDS_PER_MINUTE).padStart(2, '0')
  return `${Math.floor(seconds / SECONDS_PER_MINUTE)}:${rest}`
}
