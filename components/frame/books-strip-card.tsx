'use client'
import { useLayoutEffect, useRef } from 'react'
import { classNames } from '#components/ui/class-names.ts'
import { clockText, dateText } from '#components/ui/time-text.ts'
import { TICK_PITCH } from './books-strip-line.tsx'
import { STRIP_STATE_WORDS, type StripCursor } from './use-strip-cursor.ts'

/** What the mark under the pointer says. */
export function BooksStripCard({ cursor }: { readonly cursor: StripCursor }) {
  const { index, row, tick } = cursor
  const place = useRef<HTMLSpanElement>(null)
  useLayoutEffect(() => {
    place.current?.style.setProperty('left', `${index * TICK_PITCH}px`)
  }, [index])
  const isLate = index * 2 > row.ticks.length
  return (
    <span ref={place} aria-hidden className="pointer-events-none absolute inset-y-0 w-0.5 bg-ink">
      <span
        className={classNames(
          'absolute top-8 z-50 rounded-box border border-line-strong bg-raised px-2 py-1 text-label whitespace-nowrap text-ink',
          isLate ? 'right-0' : 'left-0',
        )}
      >
        <span className="figure text-ink-soft">
          {dateText(tick.from)} {clockText(tick.from).slice(0, 5)}–{clockText(tick.to).slice(0, 5)}{' '}
          UTC
        </span>{' '}
        · {row.venueId} · {tick.state === null ? 'nothing known' : STRIP_STATE_WORDS[tick.state]}
        <span className="block text-ink-faint">
          {tick.breakId === null ? 'Press for the positions as of then' : 'Press for the break'}
        </span>
      </span>
    </span>
  )
}
