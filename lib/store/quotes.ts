import { formatDecimal, type Price, type Quantity } from '#core/money/money.ts'
import type { UnixMs } from '#core/time/time.ts'
import type { VenueQuote } from '#ports/venue.ts'
import type { Tx } from './transaction.ts'

/**
 * Keeps the newest quote per instrument, in one round trip for any number. A quote older than the one we have,
 * or of an instrument that we do not know, is dropped; one from the future is replaced by any other.
 */
export async function upsertQuotes(
  tx: Tx,
  { quotes, receivedAt }: { quotes: readonly VenueQuote[]; receivedAt: UnixMs },
): Promise<void> {
  await tx.query({
    name: 'upsert-quotes',
    text: `INSERT INTO quote (instrument_id, bid, ask, last, open_24h, volume_24h, venue_at, received_at)
      SELECT q.id, q.bid, q.ask, q.last, q.open_24h, q.volume_24h, to_timestamp(q.at / 1000),
          to_timestamp($8::float8 / 1000)
        FROM unnest($1::text[], $2::numeric[], $3::numeric[], $4::numeric[], $5::numeric[], $6::numeric[],
          $7::float8[]) AS q (id, bid, ask, last, open_24h, volume_24h, at)
        JOIN instrument USING (id)
      ON CONFLICT (instrument_id) DO UPDATE SET
        bid = excluded.bid, ask = excluded.ask, last = coalesce(excluded.last, quote.last),
        open_24h = coalesce(excluded.open_24h, quote.open_24h),
        volume_24h = coalesce(excluded.volume_24h, quote.volume_24h),
        venue_at = excluded.venue_at, received_at = excluded.received_at
      WHERE excluded.venue_at >= quote.venue_at OR quote.venue_at > excluded.received_at`,
    values: [
      quotes.map(({ instrumentId }) => instrumentId),
      quotes.map(({ bid }) => textOf(bid)),
      quotes.map(({ ask }) => textOf(ask)),
      quotes.map(({ last }) => textOf(last)),
      quotes.map(({ open24h }) => textOf(open24h)),
      quotes.map(({ volume24h }) => textOf(volume24h)),
      quotes.map(({ venueAt }) => venueAt),
      receivedAt,
    ],
  })
}

function textOf(value: Price | Quantity | null): string | null {
  return value === null ? null : formatDecimal(value)
}
