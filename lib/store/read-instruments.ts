import type { Instrument, VenueId } from '#core/market/instrument.ts'
import { column } from './column.ts'
import type { Tx } from './transaction.ts'

/** The instruments of a venue, or of all, by id. */
export async function readInstruments(
  tx: Tx,
  { venueId }: { readonly venueId?: VenueId | undefined },
): Promise<Instrument[]> {
  const rows = await tx.query<InstrumentRow>({
    name: 'read-instruments',
    text: `SELECT ${INSTRUMENT_COLUMNS} FROM instrument WHERE $1::text IS NULL OR venue_id = $1 ORDER BY id`,
    values: [venueId ?? null],
  })
  return rows.map(instrumentOf)
}

/** What `instrumentOf` reads, in the words of an unaliased instrument. */
export const INSTRUMENT_COLUMNS = `id, venue_id, base, quote, price_tick::text, quantity_lot::text,
  quantity_min::text, quantity_max::text, notional_min::text, notional_max::text, price_band_bps, is_trading`

export type InstrumentRow = {
  readonly id: string
  readonly venue_id: string
  readonly base: string
  readonly quote: string
  readonly price_tick: string
  readonly quantity_lot: string
  readonly quantity_min: string
  readonly quantity_max: string
  readonly notional_min: string
  readonly notional_max: string | null
  readonly price_band_bps: number | null
  readonly is_trading: boolean
}

export function instrumentOf(row: InstrumentRow): Instrument {
  return {
    id: column.instrumentId(row.id),
    venueId: column.venueId(row.venue_id),
    base: column.assetId(row.base),
    quote: column.assetId(row.quote),
    priceTick: column.price(row.price_tick),
    quantityLot: column.quantity(row.quantity_lot),
    quantityMin: column.quantity(row.quantity_min),
    quantityMax: column.quantity(row.quantity_max),
    notionalMin: column.amount(row.notional_min),
    notionalMax: column.amountOrNull(row.notional_max),
    priceBandBps: row.price_band_bps,
    isTrading: row.is_trading,
  }
}
