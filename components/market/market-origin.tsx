'use client'
import { useQuery } from '@tanstack/react-query'
import { venuesQuery } from '#browser/queries/markets.ts'
import { Badge } from '#components/ui/badge.tsx'
import { type InstrumentId, parseInstrumentId } from '#core/market/instrument.ts'

/** Where a market's prices come from when they are not its venue's own, such as "replay of 2025-04-03". */
export function MarketOrigin({ instrumentId }: { readonly instrumentId: InstrumentId }) {
  const venues = useQuery(venuesQuery()).data?.items ?? []
  const { venueId } = parseInstrumentId(instrumentId)
  const label = venues.find(({ id }) => id === venueId)?.marketLabel ?? null
  if (label === null || !label.instrumentIds.includes(instrumentId)) return null
  return <Badge title="These prices are not made at this venue now">{label.text}</Badge>
}
