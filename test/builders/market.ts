import { type InstrumentId, instrumentIdOf, parseInstrumentId } from '#core/market/instrument.ts'
import type { UnixMs } from '#core/time/time.ts'
import type { Database } from '#store/database.ts'
import { ensureVenue } from './firm.ts'

/** BTC-USDT and the like at `sim`, with round rules and without a quote; returns its id. */
export async function createInstrument(
  database: Database,
  name = 'BTC-USDT',
): Promise<InstrumentId> {
  const { base, quote, ...parts } = parseInstrumentId(`sim:${name}`)
  const id = instrumentIdOf({ base, quote, ...parts })
  await database.unscoped(async (tx) => {
    await ensureVenue(tx)
    await tx.query({
      text: `INSERT INTO instrument (id, venue_id, base, quote, venue_symbol, price_tick, quantity_lot,
          quantity_min, quantity_max, notional_min, is_trading, updated_at)
        VALUES ($1, 'sim', $2, $3, $4, 0.01, 0.001, 0.001, 1000, 10, true, '2026-11-01T00:00:00Z')`,
      values: [id, base, quote, `${base}${quote}`],
    })
  })
  return id
}

export type TestQuote = {
  readonly bid?: string
  readonly ask?: string
  readonly last?: string
  readonly receivedAt: UnixMs
}

/** Replaces the newest quote of an instrument. */
export async function quoteMarket(
  database: Database,
  instrumentId: InstrumentId,
  { bid, ask, last, receivedAt }: TestQuote,
): Promise<void> {
  await database.unscoped((tx) =>
    tx.query({
      text: `INSERT INTO quote (instrument_id, bid, ask, last, venue_at, received_at)
        VALUES ($1, $2, $3, $4, to_timestamp($5::float8 / 1000), to_timestamp($5::float8 / 1000))
        ON CONFLICT (instrument_id) DO UPDATE SET bid = excluded.bid, ask = excluded.ask, last = excluded.last,
          venue_at = excluded.venue_at, received_at = excluded.received_at`,
      values: [instrumentId, bid ?? null, ask ?? null, last ?? null, receivedAt],
    }),
  )
}
