import type { AssetId, InstrumentId, VenueId } from '#core/market/instrument.ts'
import type { Mark, Quote } from '#core/market/mark.ts'
import { column } from './column.ts'
import type { Tx } from './transaction.ts'

/** An instrument with its newest public quote. */
export type QuotedMarket = {
  readonly instrumentId: InstrumentId
  readonly venueId: VenueId
  readonly base: AssetId
  readonly quoteAsset: AssetId
  /** As of when it reached us: prices that did not change are as true as when they were last read. */
  readonly quote: Quote
}

/** A market with what it is valued at. */
export type MarkedListing = Omit<QuotedMarket, 'quote'> & { readonly mark: Mark }

/** Every market that was ever quoted, by instrument: what holdings and positions are valued at. */
export async function readMarkets(tx: Tx): Promise<QuotedMarket[]> {
  const rows = await tx.query<MarketRow>({
    name: 'read-markets',
    text: `SELECT i.id, i.venue_id, i.base, i.quote, q.bid::text, q.ask::text, q.last::text, q.received_at
      FROM quote q JOIN instrument i ON i.id = q.instrument_id ORDER BY i.id`,
  })
  return rows.map((row) => ({
    instrumentId: column.instrumentId(row.id),
    venueId: column.venueId(row.venue_id),
    base: column.assetId(row.base),
    quoteAsset: column.assetId(row.quote),
    quote: {
      bid: column.priceOrNull(row.bid),
      ask: column.priceOrNull(row.ask),
      last: column.priceOrNull(row.last),
      at: column.time(row.received_at),
    },
  }))
}

type MarketRow = {
  readonly id: string
  readonly venue_id: string
  readonly base: string
  readonly quote: string
  readonly bid: string | null
  readonly ask: string | null
  readonly last: string | null
  readonly received_at: Date
}
