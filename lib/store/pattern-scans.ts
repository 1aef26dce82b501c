import type { UnixMs } from '#core/time/time.ts'
import { column } from './column.ts'
import type { Tx } from './transaction.ts'

/** The minutes that were looked through: those that opened in [fromAt, toAt]. */
export type PatternScan = {
  readonly fromAt: UnixMs
  readonly toAt: UnixMs
  /** When it was last begun at `fromAt`. */
  readonly begunAt: UnixMs
}

/** A market with candles, and how far they have been looked through. */
export type ScannedMarket = {
  readonly datasetId: number
  readonly firstAt: UnixMs
  /** When its newest candle opened, which may still be running. */
  readonly lastAt: UnixMs
  readonly scan: PatternScan | null
}

/** The public minutes that came from their instrument's own venue: the markets that grow. */
export async function readScannedMarkets(tx: Tx): Promise<ScannedMarket[]> {
  const rows = await tx.query<MarketRow>({
    name: 'read-scanned-markets',
    text: `SELECT d.id, c.first_at, c.last_at, s.from_at, s.to_at, s.begun_at
      FROM dataset d JOIN instrument i ON i.id = d.instrument_id
      CROSS JOIN LATERAL (SELECT (SELECT min(open_at) FROM candle WHERE dataset_id = d.id) AS first_at,
        (SELECT max(open_at) FROM candle WHERE dataset_id = d.id) AS last_at) c
      LEFT JOIN pattern_scan s ON s.dataset_id = d.id
      WHERE d.organization_id IS NULL AND d.timeframe = '1m' AND d.source = i.venue_id
        AND c.last_at IS NOT NULL
      ORDER BY d.id`,
  })
  return rows.map((row) => ({
    datasetId: row.id,
    firstAt: column.time(row.first_at),
    lastAt: column.time(row.last_at),
    scan: scanOf(row),
  }))
}

type MarketRow = {
  readonly id: number
  readonly first_at: Date
  readonly last_at: Date
  readonly from_at: Date | null
  readonly to_at: Date | null
  readonly begun_at: Date | null
}

function scanOf({ from_at: from, to_at: to, begun_at: begun }: MarketRow): PatternScan | null {
  if (from === null || to === null || begun === null) return null
  return { fromAt: column.time(from), toAt: column.time(to), begunAt: column.time(begun) }
}

/** Keeps how far a dataset has been looked through. */
export async function savePatternScan(
  tx: Tx,
  { datasetId, scan }: { readonly datasetId: number; readonly scan: PatternScan },
): Promise<void> {
  await tx.query({
    name: 'save-pattern-scan',
    text: `INSERT INTO pattern_scan (dataset_id, from_at, to_at, begun_at)
      VALUES ($1, to_timestamp($2::float8 / 1000), to_timestamp($3::float8 / 1000), to_timestamp($4::float8 / 1000))
      ON CONFLICT (dataset_id) DO UPDATE SET from_at = excluded.from_at, to_at = excluded.to_at,
        begun_at = excluded.begun_at`,
    values: [datasetId, scan.fromAt, scan.toAt, scan.begunAt],
  })
}
