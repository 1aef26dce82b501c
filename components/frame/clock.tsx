'use client'
import { clockText } from '#components/ui/time-text.ts'
import { useNow } from '#components/ui/use-now.ts'

/** The time in UTC. */
export function Clock() {
  const now = useNow()
  return (
    <span className="figure text-ink-soft max-sm:hidden">
      {now === null ? '--:--:--' : clockText(now)} <span className="text-ink-faint">UTC</span>
    </span>
  )
}
