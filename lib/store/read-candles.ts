import { type Candle, type Timeframe, timeframeMs } from '#core/market/candle.ts'
import type { InstrumentId } from '#core/market/instrument.ts'
import { floorTo, type UnixMs, unixMsOf } from '#core/time/time.ts'
import { column } from './column.ts'
import type { Tx } from './transaction.ts'

export type CandleRange = {
  readonly instrumentId: InstrumentId
  readonly timeframe: Timeframe
  /** Candles that open in [from, to). */
  readonly from?: UnixMs | undefined
  readonly to?: UnixMs | undefined
  readonly limit: number
}

/**
 * The venue's own candles, oldest first: the newest `limit` of the range, gathered from one-minute candles.
 * Only the minutes of those are read. A bucket without minutes gives none; the last may still be running. Where
 * minutes were dropped for their age, the candles are those that were made of them before.
 */
export async function readCandles(tx: Tx, range: CandleRange): Promise<Candle[]> {
  const series = await readSeries(tx, range)
  if (series === null) return []
  const stepMs = timeframeMs[range.timeframe]
  const lastOpenAt = floorTo(series.lastAt, stepMs)
  const firstOpenAt = Math.max(
    Math.ceil((range.from ?? 0) / stepMs) * stepMs,
    lastOpenAt - (range.limit - 1) * stepMs,
  )
  const rows = await tx.query<CandleRow>({
    name: 'read-candles',
    text: `SELECT date_bin(make_interval(secs => $2::float8 / 1000), open_at, 'epoch') AS open_at,
        (array_agg(open ORDER BY open_at))[1] AS open, max(high) AS high, min(low) AS low,
        (array_agg(close ORDER BY open_at DESC))[1] AS close, sum(volume ORDER BY open_at) AS volume
      FROM candle WHERE dataset_id = $1 AND open_at >= to_timestamp($3::float8 / 1000)
        AND open_at < to_timestamp($4::float8 / 1000)
      GROUP BY 1 ORDER BY 1`,
    values: [series.datasetId, stepMs, firstOpenAt, lastOpenAt + stepMs],
  })
  const older =
    series.droppedTo !== null && firstOpenAt < series.droppedTo
      ? await readKept(tx, range, { firstOpenAt, droppedTo: series.droppedTo })
      : []
  return [...older, ...rows].map(({ open_at, ...candle }) => ({
    openAt: column.time(open_at),
    ...candle,
  }))
}

type CandleRow = Omit<Candle, 'openAt'> & { readonly open_at: Date }

/** Of the time in which minutes were dropped: what was made of them. */
function readKept(
  tx: Tx,
  { instrumentId, timeframe }: CandleRange,
  { firstOpenAt, droppedTo }: { readonly firstOpenAt: number; readonly droppedTo: UnixMs },
): Promise<CandleRow[]> {
  return tx.query<CandleRow>({
    name: 'read-kept-candles',
    text: `SELECT c.open_at, c.open, c.high, c.low, c.close, c.volume
      FROM dataset d JOIN instrument i ON i.id = d.instrument_id JOIN candle c ON c.dataset_id = d.id
      WHERE d.organization_id IS NULL AND d.instrument_id = $1 AND d.timeframe = $2 AND d.source = i.venue_id
        AND c.open_at >= to_timestamp($3::float8 / 1000) AND c.open_at < to_timestamp($4::float8 / 1000)
        AND $2 <> '1m'
      ORDER BY c.open_at`,
    values: [instrumentId, timeframe, firstOpenAt, droppedTo],
  })
}

type Series = {
  readonly datasetId: number
  readonly lastAt: UnixMs
  /** Minutes before it were dropped for their age; null when none were. */
  readonly droppedTo: UnixMs | null
}

/** The public series that came from the instrument's own venue, and when its newest candle before `to` opened. */
async function readSeries(
  tx: Tx,
  { instrumentId, to }: Pick<CandleRange, 'instrumentId' | 'to'>,
): Promise<Series | null> {
  const [row] = await tx.query<{ id: number; last_at: Date | null; dropped_to: Date | null }>({
    name: 'read-candle-series',
    text: `SELECT d.id, (SELECT max(open_at) FROM candle
          WHERE dataset_id = d.id AND open_at < to_timestamp($2::float8 / 1000)) AS last_at,
        (SELECT to_at FROM dataset_trim WHERE dataset_id = d.id) AS dropped_to
      FROM dataset d JOIN instrument i ON i.id = d.instrument_id
      WHERE d.organization_id IS NULL AND d.instrument_id = $1 AND d.timeframe = '1m' AND d.source = i.venue_id`,
    values: [instrumentId, to ?? Infinity],
  })
  if (row === undefined) return null
  const droppedTo = column.timeOrNull(row.dropped_to)
  if (row.last_at !== null)
    return { datasetId: row.id, lastAt: column.time(row.last_at), droppedTo }
  // All of the range lies where minutes were dropped.
  const lastAt = droppedTo === null ? null : unixMsOf(Math.min(to ?? droppedTo, droppedTo) - 1)
  return lastAt === null ? null : { datasetId: row.id, lastAt, droppedTo }
}
