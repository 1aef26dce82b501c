import type { Instrument } from '#core/market/instrument.ts'
import { column } from './column.ts'

/** What `instrumentOf` reads of an instrument that is called `i`. */
export const INSTRUMENT_COLUMNS = `i.id AS traded_id, i.venue_id, i.base, i.quote, i.price_tick::text,
  i.quantity_lot::text, i.quantity_min::text, i.quantity_max::text, i.notional_min::text,
  i.notional_max::text, i.price_band_bps, i.is_trading`

export type InstrumentRow = {
  readonly traded_id: string
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
    id: column.instrumentId(row.traded_id),
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
