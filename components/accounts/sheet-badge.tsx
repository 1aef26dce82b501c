'use client'
import { useQuery } from '@tanstack/react-query'
import { venuesQuery } from '#browser/queries/markets.ts'
import { Badge } from '#components/ui/badge.tsx'
import type { VenueId } from '#core/market/instrument.ts'
import { evidenceText, sheetLines } from './sheet-text.ts'

/** What the venue promises about orders and how that is known; its lines on pointing. */
export function SheetBadge({ venueId }: { readonly venueId: VenueId }) {
  const venues = useQuery(venuesQuery()).data?.items ?? []
  const sheet = venues.find(({ id }) => id === venueId)?.capabilities
  if (!sheet) return null
  return (
    <Badge title={sheetLines(sheet).join('\n')}>
      {`${sheet.marketType} · ${evidenceText(sheet)}`}
    </Badge>
  )
}
