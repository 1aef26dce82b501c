import { type Bars, makeBars } from '#core/market/bars.ts'
import { type Timeframe, timeframeMs } from '#core/market/candle.ts'
import type { UnixMs } from '#core/time/time.ts'
import type { Tx } from './transaction.ts'

/** So many bars one run may have: ten million take gigabytes, and no screen shows them. */
export const RUN_BARS_MAX = 2_000_000

/** The shortest timeframe of a dataset's candles; null when the scope shows no such dataset. */
export async function readDatasetTimeframe(tx: Tx, datasetId: number): Promise<Timeframe | null> {
  const [row] = await tx.query<{ timeframe: Timeframe }>({
    name: 'read-dataset-timeframe',
    text: 'SELECT timeframe FROM dataset WHERE id = $1',
    values: [datasetId],
  })
  return row?.timeframe ?? null
}

export type RunBarsWish = {
  readonly datasetId: number
  readonly timeframe: Timeframe
  /** Bars that open in [fromAt, toAt). */
  readonly fromAt: UnixMs | null
  readonly toAt: UnixMs | null
}

/**
 * A dataset's candles as columns in shared memory, gathered into the timeframe, oldest first; the newest
 * RUN_BARS_MAX of them.
 */
export async function readRunBars(tx: Tx, wish: RunBarsWish): Promise<Bars> {
  const stepMs = timeframeMs[wish.timeframe]
  const [row] = await tx.query<Record<(typeof COLUMNS)[number], number[] | null>>({
    name: 'read-run-bars',
    text: `SELECT ${COLUMNS.map((name) => `array_agg(${name} ORDER BY at) AS ${name}`).join(', ')} FROM (
        SELECT extract(epoch FROM date_bin(make_interval(secs => $2::float8 / 1000), open_at, 'epoch'))::float8 * 1000
            AS at, (array_agg(open ORDER BY open_at))[1] AS open, max(high) AS high, min(low) AS low,
          (array_agg(close ORDER BY open_at DESC))[1] AS close, sum(volume ORDER BY open_at) AS volume
        FROM candle WHERE dataset_id = $1 AND open_at >= coalesce(to_timestamp($3::float8 / 1000), '-infinity')
          AND open_at < coalesce(to_timestamp($4::float8 / 1000), 'infinity')
        GROUP BY 1 ORDER BY 1 DESC LIMIT ${RUN_BARS_MAX}) bar`,
    values: [wish.datasetId, stepMs, wish.fromAt, wish.toAt],
  })
  const at = row?.at ?? []
  const bars = makeBars(at.length, stepMs, 'shared')
  bars.openAt.set(at)
  for (const name of ['open', 'high', 'low', 'close', 'volume'] as const) {
    bars[name].set(row?.[name] ?? [])
  }
  return bars
}

const COLUMNS = ['at', 'open', 'high', 'low', 'close', 'volume'] as const
