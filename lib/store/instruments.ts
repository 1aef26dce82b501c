import type { InstrumentId } from '#core/market/instrument.ts'
import { formatDecimal } from '#core/money/money.ts'
import type { UnixMs } from '#core/time/time.ts'
import type { ListedInstrument } from '#ports/venue.ts'
import type { MarketLabel } from '#ports/venue-keys.ts'
import type { Tx } from './transaction.ts'

export type NewVenue = {
  readonly id: string
  readonly name: string
  readonly kind: 'simulated' | 'exchange'
}

/** Makes the venue known. Its certification is only ever changed by a certificate, so it is left alone. */
export async function ensureVenue(tx: Tx, venue: NewVenue): Promise<void> {
  await tx.query({
    text: `INSERT INTO venue (id, name, kind, certification) VALUES ($1, $2, $3, 'READ_ONLY')
      ON CONFLICT (id) DO UPDATE SET name = excluded.name`,
    values: [venue.id, venue.name, venue.kind],
  })
}

/** Says where the venue's prices of these of its symbols come from; null: they are the venue's own. */
export async function setMarketLabel(
  tx: Tx,
  { venueId, label }: { readonly venueId: string; readonly label: MarketLabel | null },
): Promise<void> {
  await tx.query({
    text: `UPDATE venue SET market_label = $2, market_label_on = ARRAY(
        SELECT id FROM instrument WHERE venue_id = $1 AND venue_symbol = ANY($3::text[]) ORDER BY id)
      WHERE id = $1`,
    values: [venueId, label?.text ?? null, label?.venueSymbols ?? []],
  })
}

/**
 * Writes what a venue lists, in one round trip for any number. What it lists no longer stays, with its history,
 * and stops trading.
 */
export async function upsertInstruments(
  tx: Tx,
  {
    venueId,
    instruments,
    at,
  }: { venueId: string; instruments: readonly ListedInstrument[]; at: UnixMs },
): Promise<void> {
  const assets = new Set(instruments.flatMap(({ base, quote }) => [base, quote]))
  await tx.query({
    text: 'INSERT INTO asset (id, name) SELECT id, id FROM unnest($1::text[]) AS id ON CONFLICT DO NOTHING',
    values: [[...assets]],
  })
  await tx.query({
    text: UPSERT_INSTRUMENTS,
    values: [
      venueId,
      at,
      instruments.map(({ id }) => id),
      instruments.map(({ base }) => base),
      instruments.map(({ quote }) => quote),
      instruments.map(({ venueSymbol }) => venueSymbol),
      instruments.map(({ priceTick }) => formatDecimal(priceTick)),
      instruments.map(({ quantityLot }) => formatDecimal(quantityLot)),
      instruments.map(({ quantityMin }) => formatDecimal(quantityMin)),
      instruments.map(({ quantityMax }) => formatDecimal(quantityMax)),
      instruments.map(({ notionalMin }) => formatDecimal(notionalMin)),
      instruments.map(({ notionalMax }) =>
        notionalMax === null ? null : formatDecimal(notionalMax),
      ),
      instruments.map(({ priceBandBps }) => priceBandBps),
      instruments.map(({ isTrading }) => isTrading),
    ],
  })
  await tx.query({
    text: `UPDATE instrument SET is_trading = false, updated_at = to_timestamp($3::float8 / 1000)
      WHERE venue_id = $1 AND is_trading AND id <> ALL ($2::text[])`,
    values: [venueId, instruments.map(({ id }) => id), at],
  })
}

const UPSERT_INSTRUMENTS = `
  INSERT INTO instrument (venue_id, updated_at, id, base, quote, venue_symbol, price_tick, quantity_lot,
      quantity_min, quantity_max, notional_min, notional_max, price_band_bps, is_trading)
    SELECT $1, to_timestamp($2::float8 / 1000), listed.*
      FROM unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::numeric[], $8::numeric[], $9::numeric[],
        $10::numeric[], $11::numeric[], $12::numeric[], $13::int[], $14::bool[]) AS listed
  ON CONFLICT (id) DO UPDATE SET
    venue_symbol = excluded.venue_symbol, price_tick = excluded.price_tick, quantity_lot = excluded.quantity_lot,
    quantity_min = excluded.quantity_min, quantity_max = excluded.quantity_max,
    notional_min = excluded.notional_min, notional_max = excluded.notional_max,
    price_band_bps = excluded.price_band_bps, is_trading = excluded.is_trading, updated_at = excluded.updated_at`

/** Whether anything is listed under this id, trading or not. */
export async function isInstrumentKnown(tx: Tx, instrumentId: InstrumentId): Promise<boolean> {
  const rows = await tx.query({
    text: 'SELECT 1 FROM instrument WHERE id = $1',
    values: [instrumentId],
  })
  return rows.length > 0
}
