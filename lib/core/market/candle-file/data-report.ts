import type { UnixMs } from '#core/time/time.ts'
import type { FileForm } from './candle-rows.ts'

/** What may be wrong with a series of candles, and what a reader should know of it. */
export const FINDINGS = {
  UNREAD_TIME: { isFault: true, says: 'rows whose time cannot be read' },
  UNREAD_CELL: { isFault: true, says: 'cells that are empty or no number' },
  ZERO_PRICE: { isFault: true, says: 'rows with a price of zero' },
  NEGATIVE_CELL: { isFault: true, says: 'cells below zero' },
  OHLC_VIOLATION: { isFault: true, says: 'rows whose high is below, or low above, another price' },
  DUPLICATE_TIME: { isFault: true, says: 'rows that repeat a time with the same numbers' },
  CONFLICTING_TIME: { isFault: true, says: 'rows that repeat a time with other numbers' },
  OUT_OF_ORDER: { isFault: true, says: 'rows that are older than the row before' },
  IRREGULAR_STEP: { isFault: true, says: 'steps that are no multiple of the timeframe' },
  WRONG_STEP: { isFault: true, says: 'bars that are not of the timeframe that is claimed' },
  OUTLIER: {
    isFault: true,
    says: 'closes far off that come back at once, or prices that change scale',
  },
  FLAT_RUN: { isFault: true, says: 'runs of bars in which the price stands still' },
  COLUMN_REPEATED: { isFault: true, says: 'columns that repeat another one in every row' },
  TIME_ZONE_MISSING: { isFault: true, says: 'times without a time zone, taken for UTC' },
  TIME_ZONE_SHIFTED: {
    isFault: true,
    says: 'hours repeated or left out where clocks change: local time',
  },
  TIME_FORMS_MIXED: { isFault: true, says: 'ways in which the times are written' },
  GAP: { isFault: false, says: 'gaps' },
  ZERO_VOLUME: { isFault: false, says: 'bars without volume' },
  LONG_WICK: { isFault: false, says: 'bars whose high or low is far from open and close' },
  OFFSETS_HONOURED: { isFault: false, says: 'offsets from UTC, each of which was honoured' },
  OFF_GRID: { isFault: false, says: 'bars that do not open on a multiple of the timeframe in UTC' },
  COLUMNS_GUESSED: { isFault: false, says: 'columns without names, told apart by their numbers' },
  COLUMNS_IGNORED: { isFault: false, says: 'columns that are not read' },
  VOLUME_MISSING: { isFault: false, says: 'column that is missing: volume, taken for zero' },
} as const

export type FindingKind = keyof typeof FINDINGS

export type Finding = {
  readonly kind: FindingKind
  /** Whether the data is wrong; else it is something to know. */
  readonly isFault: boolean
  readonly count: number
  readonly says: string
  /** The first of them: the line (CSV, from 1) or element (JSON, from 1) and what stands there. */
  readonly examples: readonly { readonly line: number; readonly found: string }[]
}

/** Times at which bars are expected and missing, the first and the last of them. */
export type Gap = { readonly firstAt: UnixMs; readonly lastAt: UnixMs; readonly bars: number }

export const GAPS_LISTED_MAX = 1_000

/** What a series of candles is worth. Goes with every result that is computed from it. */
export type DataReport = {
  /** Rows that were there, whatever they hold. */
  readonly rows: number
  /** Rows that are candles: readable, positive, consistent, each time once. */
  readonly candles: number
  readonly firstAt: UnixMs | null
  readonly lastAt: UnixMs | null
  readonly timeframe: string
  readonly timeframeMs: number
  /** What the file's name or the person who gave it says it is. */
  readonly timeframeClaimed: string | null
  readonly form: FileForm
  readonly gaps: {
    readonly count: number
    readonly bars: number
    readonly barsMax: number
    /** The first GAPS_LISTED_MAX of them. */
    readonly ranges: readonly Gap[]
  }
  readonly findings: readonly Finding[]
  readonly isFaulty: boolean
}

/** How often something was found; zero when it was not. */
export function countOf(report: DataReport, kind: FindingKind): number {
  return report.findings.find((finding) => finding.kind === kind)?.count ?? 0
}
