'use client'
import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import type { PointerEvent } from 'react'
import { toWireId } from '#api/codecs/id.ts'
import { summarizeBooks } from '#browser/books-summary.ts'
import { booksTicks } from '#browser/books-ticks.ts'
import { booksQuery, booksStripQuery } from '#browser/queries/books.ts'
import { inScope, isInScope, liveScope, type ScopeChoice, scopeInput } from '#browser/scope.ts'
import { useMay } from '#browser/use-may.ts'
import { useTotalProof } from '#components/ui/use-total-proof.ts'
import { MINUTE_MS, toIso } from '#core/time/time.ts'
import { BooksStateMark } from './books-state.tsx'
import { BooksStripCard } from './books-strip-card.tsx'
import { BooksStripLine, TICK_PITCH } from './books-strip-line.tsx'
import { type StripCursor, type StripRow, useStripCursor } from './use-strip-cursor.ts'

/** A bucket lasts three minutes; breaks are told at once. */
const ASK_EVERY_MS = MINUTE_MS
const HEIGHT = 24
/** More lines than this cannot be told apart; the venues that are left have a state like all others. */
const VENUES_MAX = 4
/** Twelve minutes each, 360 px. */
const TICKS = 120

export type BooksStripProps = {
  readonly scope: ScopeChoice
  /** Where the state's own page is. */
  readonly booksHref?: string
  /** The page that shows a moment of the past. */
  readonly momentHref?: string
}

/**
 * Whether the books match their venues, now and over the last 24 hours: one line per venue. A moment opens the
 * positions as of then, a break its own page. Narrow screens keep the state alone.
 */
export function BooksStrip({
  scope,
  booksHref = '/desk/accounts',
  momentHref = '/desk/positions',
}: BooksStripProps) {
  return (
    <div className="flex min-w-0 items-center gap-2">
      <BooksDay scope={scope} momentHref={momentHref} />
      <BooksStateMark scope={scope} href={booksHref} />
    </div>
  )
}

function BooksDay({
  scope,
  momentHref,
}: {
  readonly scope: ScopeChoice
  readonly momentHref: string
}) {
  const rows = useStripRows(scope)
  const open = useOpenMoment(scope, momentHref)
  const { cursor, pointAt, leave, onKeyDown, onFocus } = useStripCursor(rows, open)
  if (rows.length === 0) return null
  const height = Math.floor(HEIGHT / rows.length)
  const point = ({ currentTarget, clientX, clientY }: PointerEvent<HTMLDivElement>) => {
    const box = currentTarget.getBoundingClientRect()
    pointAt({
      index: Math.floor((clientX - box.left) / TICK_PITCH),
      row: Math.floor((clientY - box.top) / height),
    })
  }
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label="Books over the last 24 hours"
      aria-valuemin={0}
      aria-valuemax={TICKS - 1}
      aria-valuenow={cursor?.index ?? TICKS - 1}
      aria-valuetext={cursor?.text ?? 'now'}
      onPointerMove={point}
      onPointerLeave={leave}
      onClick={() => cursor !== null && open(cursor)}
      onKeyDown={onKeyDown}
      onFocus={onFocus}
      onBlur={leave}
      className="relative hidden h-7 shrink-0 cursor-pointer flex-col justify-center xl:flex"
    >
      {rows.map(({ venueId, ticks, isProvenNow }) => (
        <BooksStripLine key={venueId} ticks={ticks} height={height} isProvenNow={isProvenNow} />
      ))}
      {cursor === null ? null : <BooksStripCard cursor={cursor} />}
    </div>
  )
}

/** A mark with a break opens that; any other the moment at its end, the last one what is now. */
function useOpenMoment(scope: ScopeChoice, momentHref: string): (cursor: StripCursor) => void {
  const router = useRouter()
  const maySeeBreaks = useMay('breaks:read')
  return ({ index, row, tick }) => {
    const isNow = index === row.ticks.length - 1
    if (tick.breakId !== null && maySeeBreaks) {
      router.push(inScope(`/desk/accounts/breaks/${toWireId('break', tick.breakId)}`, scope))
    } else if (isNow) router.push(inScope(momentHref, liveScope(scope)))
    else router.push(inScope(`${momentHref}?asOf=${toIso(tick.to)}`, scope))
  }
}

/** The lines of the scope's venues, those in trouble first. */
function useStripRows(scope: ScopeChoice): readonly StripRow[] {
  const isHeard = useTotalProof(scope).kind !== 'stale'
  const strip = useQuery({ ...booksStripQuery(scopeInput(scope)), refetchInterval: ASK_EVERY_MS })
  const books = useQuery(booksQuery()).data?.items ?? []
  if (strip.data === undefined) return []
  const { data } = strip
  return data.venues.slice(0, VENUES_MAX).map((venue) => {
    const own = books.filter((each) => isInScope(scope, each) && each.venueId === venue.venueId)
    return {
      venueId: venue.venueId,
      ticks: booksTicks(data, venue, TICKS),
      isProvenNow: isHeard && summarizeBooks(own).state === 'PROVEN' && strip.error === null,
    }
  })
}
