import type { Timeframe } from '#core/market/candle.ts'
import type { DataReport } from '#core/market/candle-file/data-report.ts'
import type { InstrumentId } from '#core/market/instrument.ts'
import type { UnixMs } from '#core/time/time.ts'
import { column } from './column.ts'
import {
  SCHEDULE_COLUMNS,
  type ScheduleColumns,
  type ScheduleRow,
  scheduleOf,
} from './schedule-columns.ts'
import type { Tx } from './transaction.ts'

/** IMPORT: of the newest file; SCAN: of all candles of the dataset as they are stored. */
export type ReportKind = 'IMPORT' | 'SCAN'

export type NewReport = {
  readonly datasetId: number
  readonly kind: ReportKind
  readonly fileName: string
  readonly hash: string
  readonly report: DataReport
  readonly at: UnixMs
}

/** Keeps a report in place of the one before of its kind. */
export async function saveDatasetReport(tx: Tx, wish: NewReport): Promise<void> {
  const { datasetId, kind, fileName, hash, report, at } = wish
  await tx.query({
    text: `INSERT INTO dataset_report (dataset_id, kind, file_name, hash, candles, is_faulty, report, reported_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, to_timestamp($8::float8 / 1000))
      ON CONFLICT (dataset_id, kind) DO UPDATE SET file_name = excluded.file_name, hash = excluded.hash,
        candles = excluded.candles, is_faulty = excluded.is_faulty, report = excluded.report,
        reported_at = excluded.reported_at`,
    values: [
      datasetId,
      kind,
      fileName,
      hash,
      report.candles,
      report.isFaulty,
      JSON.stringify(report),
      at,
    ],
  })
}

/** Waits for whoever else changes the dataset's candles, until the transaction ends. */
export async function lockDataset(tx: Tx, datasetId: number): Promise<void> {
  await tx.query({ text: 'SELECT 1 FROM dataset WHERE id = $1 FOR UPDATE', values: [datasetId] })
}

/** Whether a dataset has candles at all, and in [from, to]. */
export async function hasCandles(
  tx: Tx,
  { datasetId, from, to }: { datasetId: number; from: UnixMs; to: UnixMs },
): Promise<{ readonly any: boolean; readonly inSpan: boolean }> {
  const [row] = await tx.query<{ any: boolean; in_span: boolean }>({
    text: `SELECT EXISTS (SELECT 1 FROM candle WHERE dataset_id = $1) AS any,
      EXISTS (SELECT 1 FROM candle WHERE dataset_id = $1
        AND open_at BETWEEN to_timestamp($2::float8 / 1000) AND to_timestamp($3::float8 / 1000)) AS in_span`,
    values: [datasetId, from, to],
  })
  return { any: row?.any ?? false, inSpan: row?.in_span ?? false }
}

/** What is known of a dataset without reading its candles. */
export type DatasetRow = {
  readonly datasetId: number
  readonly instrumentId: InstrumentId
  readonly timeframe: Timeframe
  readonly source: string
  readonly isPublic: boolean
  readonly firstAt: UnixMs | null
  readonly lastAt: UnixMs | null
  readonly quality: QualityRow | null
  readonly schedule: ScheduleRow | null
  readonly keeping: {
    readonly keepDays: number | null
    readonly dropped: { readonly toAt: UnixMs; readonly candles: number } | null
  }
}

/** The short of its newest report. */
export type QualityRow = {
  readonly candles: number
  readonly isFaulty: boolean
  readonly gaps: number
  readonly gapBars: number
  readonly reportedAt: UnixMs
}

export const DATASETS_MAX = 200

/** The datasets that the scope may see, by instrument, timeframe and source; one of them when its id is given. */
export async function readDatasets(tx: Tx, datasetId: number | null = null): Promise<DatasetRow[]> {
  const rows = await tx.query<Row>({
    name: 'read-datasets',
    text: `SELECT d.id, d.instrument_id, d.timeframe, d.source, d.organization_id IS NULL AS is_public,
        (SELECT min(open_at) FROM candle WHERE dataset_id = d.id) AS first_at,
        (SELECT max(open_at) FROM candle WHERE dataset_id = d.id) AS last_at,
        r.candles, r.is_faulty, (r.report #>> '{gaps,count}')::int AS gaps, (r.report #>> '{gaps,bars}')::int AS gap_bars,
        r.reported_at, ${SCHEDULE_COLUMNS}, d.keep_days, t.to_at, t.candles AS dropped
      FROM dataset d LEFT JOIN LATERAL (SELECT * FROM dataset_report WHERE dataset_id = d.id
        ORDER BY reported_at DESC, kind DESC LIMIT 1) r ON true
      LEFT JOIN history_schedule s ON s.dataset_id = d.id LEFT JOIN dataset_trim t ON t.dataset_id = d.id
      WHERE $1::int IS NULL OR d.id = $1
      ORDER BY d.instrument_id, d.timeframe, d.source, d.id LIMIT ${DATASETS_MAX}`,
    values: [datasetId],
  })
  return rows.map(datasetOf)
}

type Row = ScheduleColumns & {
  readonly id: number
  readonly instrument_id: string
  readonly timeframe: Timeframe
  readonly source: string
  readonly is_public: boolean
  readonly first_at: Date | null
  readonly last_at: Date | null
  readonly candles: number | null
  readonly is_faulty: boolean
  readonly gaps: number
  readonly gap_bars: number
  readonly reported_at: Date | null
  readonly keep_days: number | null
  readonly to_at: Date | null
  readonly dropped: number | null
}

function datasetOf(row: Row): DatasetRow {
  const { candles, reported_at: reportedAt } = row
  const isReported = candles !== null && reportedAt !== null
  return {
    datasetId: row.id,
    instrumentId: column.instrumentId(row.instrument_id),
    timeframe: row.timeframe,
    source: row.source,
    isPublic: row.is_public,
    firstAt: column.timeOrNull(row.first_at),
    lastAt: column.timeOrNull(row.last_at),
    quality: isReported
      ? {
          candles,
          isFaulty: row.is_faulty,
          gaps: row.gaps,
          gapBars: row.gap_bars,
          reportedAt: column.time(reportedAt),
        }
      : null,
    schedule: scheduleOf(row),
    keeping: {
      keepDays: row.keep_days,
      dropped:
        row.to_at === null || row.dropped === null
          ? null
          : { toAt: column.time(row.to_at), candles: row.dropped },
    },
  }
}

export type StoredReport = {
  readonly kind: ReportKind
  readonly fileName: string
  readonly hash: string
  /** As `saveDatasetReport` wrote it, perhaps in an older release. */
  readonly report: unknown
  readonly reportedAt: UnixMs
}

/** A dataset's reports, that of its scan first. */
export async function readDatasetReports(tx: Tx, datasetId: number): Promise<StoredReport[]> {
  const rows = await tx.query<{
    kind: ReportKind
    file_name: string
    hash: string
    report: unknown
    reported_at: Date
  }>({
    name: 'read-dataset-reports',
    text: `SELECT kind, file_name, hash, report, reported_at FROM dataset_report
      WHERE dataset_id = $1 ORDER BY kind DESC`,
    values: [datasetId],
  })
  return rows.map(({ file_name: fileName, reported_at: at, ...row }) => ({
    ...row,
    fileName,
    reportedAt: column.time(at),
  }))
}
