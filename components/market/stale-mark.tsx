'use client'
import { ageText } from '#components/ui/time-text.ts'
import { useNow } from '#components/ui/use-now.ts'
import type { UnixMs } from '#core/time/time.ts'

/** Says how old public data is when it is no longer live. */
export function StaleMark({
  isStale,
  at,
}: {
  readonly isStale: boolean
  readonly at: UnixMs | null
}) {
  const now = useNow()
  if (!isStale) return <span className="text-label text-ink-faint">live</span>
  return (
    <span className="figure text-label text-ink-faint">
      stale{at === null || now === null ? '' : ` · ${ageText(now - at)}`}
    </span>
  )
}
