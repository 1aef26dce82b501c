'use client'
import { useQuery } from '@tanstack/react-query'
import { TriangleAlert } from 'lucide-react'
import { booksQuery } from '#browser/queries/books.ts'
import { useDeskClock } from '#browser/stores/desk-clock.ts'
import { classNames } from '#components/ui/class-names.ts'
import { clockText } from '#components/ui/time-text.ts'
import { useNow } from '#components/ui/use-now.ts'

/** The time in UTC; it says so when this computer's clock, or a venue's, cannot be trusted to a second. */
export function Clock() {
  const now = useNow()
  const wrong = useWrongClock()
  return (
    <span
      title={wrong ?? undefined}
      className={classNames(
        'figure inline-flex shrink-0 items-center gap-1 max-sm:hidden',
        wrong === null ? 'text-ink-soft' : 'text-attention',
      )}
    >
      {wrong === null ? null : <TriangleAlert role="img" aria-label={wrong} size={14} />}
      {now === null ? '--:--:--' : clockText(now)} <span className="text-ink-faint">UTC</span>
    </span>
  )
}

const SECOND_MS = 1_000

/** Which clock differs by more than a second; null while none does. */
function useWrongClock(): string | null {
  const offsetMs = useDeskClock((clock) => clock.offsetMs)
  const books = useQuery(booksQuery()).data?.items ?? []
  if (offsetMs !== 0) {
    const seconds = Math.round(Math.abs(offsetMs) / SECOND_MS)
    return `This computer’s clock is ${seconds} s ${offsetMs > 0 ? 'ahead of' : 'behind'} the desk’s`
  }
  const skewed = books.find(({ breaks }) => breaks.some(({ cause }) => cause === 'CLOCK_SKEW'))
  return skewed === undefined ? null : `The clock of ${skewed.venueId} differs from the desk’s`
}
