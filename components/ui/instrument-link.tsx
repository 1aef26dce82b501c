'use client'
import Link from 'next/link'
import { inScope } from '#browser/scope.ts'
import { useScope } from '#browser/use-scope.ts'
import { type InstrumentId, parseInstrumentId } from '#core/market/instrument.ts'

/** The page of an instrument's market. */
export function marketPath(instrumentId: InstrumentId): string {
  const { venueId, base, quote } = parseInstrumentId(instrumentId)
  return `/desk/markets/${venueId}/${base}-${quote}`
}

/** An instrument's name, which leads to its market. */
export function InstrumentLink({ instrumentId }: { readonly instrumentId: InstrumentId }) {
  const scope = useScope()
  return (
    <Link
      href={inScope(marketPath(instrumentId), scope)}
      prefetch={false}
      className="font-medium hover:underline"
    >
      <InstrumentName instrumentId={instrumentId} />
    </Link>
  )
}

/** Base and quote, with the venue beside. */
export function InstrumentName({ instrumentId }: { readonly instrumentId: InstrumentId }) {
  const { venueId, base, quote } = parseInstrumentId(instrumentId)
  return (
    <>
      {base}-{quote} <span className="font-normal text-ink-faint">{venueId}</span>
    </>
  )
}
