import type { Mark } from '#core/market/mark.ts'
import { toTickPrice } from '#core/market/quantize.ts'
import { DAY_MS, MINUTE_MS, toIso, type UnixMs, unixMsOf } from '#core/time/time.ts'
import { column } from './column.ts'
import { INSTRUMENT_COLUMNS, type InstrumentRow, instrumentOf } from './read-instruments.ts'
import type { MarkedListing } from './read-markets.ts'
import type { Tx } from './transaction.ts'

/** Older closes tell nothing of that moment. */
export const CLOSE_AGE_MS_MAX = DAY_MS
/** A close is of the last whole minute; one more may have been missed. */
export const CLOSE_FRESH_MS_MAX = 2 * MINUTE_MS

/**
 * Every market with the close of its last whole minute at `at`, to the tick, as its mark; by instrument. The
 * quotes that were shown then are not kept: the mark says that it is a candle's.
 */
export async function readMarketsAt(tx: Tx, at: UnixMs): Promise<MarkedListing[]> {
  const rows = await tx.query<InstrumentRow & { close: number; open_at: Date }>({
    name: 'read-markets-at',
    text: `SELECT i.*, c.close, c.open_at FROM (SELECT ${INSTRUMENT_COLUMNS} FROM instrument) i
      JOIN dataset d ON d.instrument_id = i.id AND d.organization_id IS NULL AND d.timeframe = '1m'
        AND d.source = i.venue_id
      CROSS JOIN LATERAL (SELECT open_at, close FROM candle WHERE dataset_id = d.id AND open_at > $1
        AND open_at <= $2 ORDER BY open_at DESC LIMIT 1) c ORDER BY i.id`,
    values: [toIso(earlier(at, CLOSE_AGE_MS_MAX)), toIso(earlier(at, MINUTE_MS))],
  })
  return rows.map((row) => {
    const instrument = instrumentOf(row)
    const { id, venueId, base, quote } = instrument
    const ageMs = at - (column.time(row.open_at) + MINUTE_MS)
    const mark: Mark = {
      kind: 'marked',
      price: toTickPrice(row.close, instrument, 'nearest'),
      source: 'candle',
      ageMs,
      isStale: ageMs > CLOSE_FRESH_MS_MAX,
    }
    return { instrumentId: id, venueId, base, quoteAsset: quote, mark }
  })
}

function earlier(at: UnixMs, ms: number): UnixMs {
  return unixMsOf(Math.max(0, at - ms))
}
