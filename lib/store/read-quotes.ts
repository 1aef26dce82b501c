import type { InstrumentQuote } from '#api/codecs/market.ts'
import type { VenueId } from '#core/market/instrument.ts'
import { column } from './column.ts'
import type { Tx } from './transaction.ts'

/** The newest quotes of a venue, or of all, by instrument. */
export async function readQuotes(
  tx: Tx,
  { venueId }: { readonly venueId?: VenueId | undefined },
): Promise<InstrumentQuote[]> {
  const rows = await tx.query<QuoteRow>({
    name: 'read-quotes',
    text: `SELECT q.instrument_id, q.bid::text, q.ask::text, q.last::text, q.open_24h::text,
        q.volume_24h::text, q.venue_at, q.received_at
      FROM quote q JOIN instrument i ON i.id = q.instrument_id
      WHERE $1::text IS NULL OR i.venue_id = $1 ORDER BY q.instrument_id`,
    values: [venueId ?? null],
  })
  return rows.map((row) => ({
    instrumentId: column.instrumentId(row.instrument_id),
    bid: column.priceOrNull(row.bid),
    ask: column.priceOrNull(row.ask),
    last: column.priceOrNull(row.last),
    open24h: column.priceOrNull(row.open_24h),
    volume24h: column.quantityOrNull(row.volume_24h),
    venueAt: column.time(row.venue_at),
    receivedAt: column.time(row.received_at),
  }))
}

type QuoteRow = {
  readonly instrument_id: string
  readonly bid: string | null
  readonly ask: string | null
  readonly last: string | null
  readonly open_24h: string | null
  readonly volume_24h: string | null
  readonly venue_at: Date
  readonly received_at: Date
}
