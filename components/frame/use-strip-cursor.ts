'use client'
import { type KeyboardEvent, useState } from 'react'
import type { BooksTick } from '#browser/books-ticks.ts'
import { clockText } from '#components/ui/time-text.ts'
import type { StripState } from '#core/ledger/books-strip.ts'

/** One venue's line. */
export type StripRow = {
  readonly venueId: string
  readonly ticks: readonly BooksTick[]
  readonly isProvenNow: boolean
}

/** The mark that is looked at. */
export type StripCursor = {
  readonly index: number
  readonly row: StripRow
  readonly tick: BooksTick
  /** In words, for who does not see it. */
  readonly text: string
}

type Place = { readonly index: number; readonly row: number }

export const STRIP_STATE_WORDS: Readonly<Record<StripState, string>> = {
  PROVEN: 'books matched',
  GAP: 'not compared',
  SUSPECT: 'suspect: read once',
  BROKEN: 'books disagreed',
}

/** An hour of marks, for Page Up and Page Down. */
const PAGE = 5

const MOVES: Readonly<Record<string, (place: Place, last: number) => Place>> = {
  ArrowLeft: ({ index, row }) => ({ index: index - 1, row }),
  ArrowRight: ({ index, row }) => ({ index: index + 1, row }),
  ArrowUp: ({ index, row }) => ({ index, row: row - 1 }),
  ArrowDown: ({ index, row }) => ({ index, row: row + 1 }),
  PageUp: ({ index, row }) => ({ index: index - PAGE, row }),
  PageDown: ({ index, row }) => ({ index: index + PAGE, row }),
  Home: ({ row }) => ({ index: 0, row }),
  End: ({ row }, last) => ({ index: last, row }),
}

/** Which mark of a strip the pointer or the keys are on; Enter opens it. */
export function useStripCursor(rows: readonly StripRow[], open: (cursor: StripCursor) => void) {
  const [place, setPlace] = useState<Place | null>(null)
  const last = (rows[0]?.ticks.length ?? 1) - 1
  const within = ({ index, row }: Place): Place => ({
    index: clamp(index, last),
    row: clamp(row, rows.length - 1),
  })
  const cursor = cursorAt(rows, place === null ? null : within(place))
  const onKeyDown = (event: KeyboardEvent) => {
    if ((event.key === 'Enter' || event.key === ' ') && cursor !== null) {
      event.preventDefault()
      open(cursor)
      return
    }
    const move = MOVES[event.key]
    if (move === undefined) return
    event.preventDefault()
    setPlace(within(move(place ?? { index: last, row: 0 }, last)))
  }
  return {
    cursor,
    onKeyDown,
    onFocus: () => setPlace((known) => known ?? { index: last, row: 0 }),
    pointAt: (next: Place) => setPlace(within(next)),
    leave: () => setPlace(null),
  }
}

function cursorAt(rows: readonly StripRow[], place: Place | null): StripCursor | null {
  const row = rows[place?.row ?? 0]
  const tick = row?.ticks[place?.index ?? 0]
  if (place === null || row === undefined || tick === undefined) return null
  const said = tick.state === null ? 'nothing known' : STRIP_STATE_WORDS[tick.state]
  const text = `${row.venueId}, ${clockText(tick.from)} to ${clockText(tick.to)} UTC: ${said}`
  return { index: place.index, row, tick, text }
}

function clamp(value: number, max: number): number {
  return Math.min(Math.max(value, 0), Math.max(max, 0))
}
