import * as z from 'zod'
import { CANDLE_COLUMNS } from '#core/market/candle-file/candle-rows.ts'
import { FINDINGS, type FindingKind } from '#core/market/candle-file/data-report.ts'
import { instrumentId, timeframe } from './market.ts'
import { time } from './time.ts'

const count = z.int().min(0)
// The keys of FINDINGS.
const findingKind = z.enum(Object.keys(FINDINGS) as [FindingKind, ...FindingKind[]])

/** The short of a report, as a list shows it. */
const qualityCodec = z.object({
  candles: count,
  isFaulty: z.boolean(),
  gaps: count,
  gapBars: count,
  reportedAt: time,
})

/** When a venue's minutes are fetched that are missing, and how that goes. */
const historyScheduleCodec = z.object({
  /** Five fields, in UTC. */
  cron: z.string(),
  fromAt: time,
  dueAt: time,
  /** From 0 to 1 while it is fetched; null while it is not. */
  progress: z.number().min(0).max(1).nullable(),
  isCanceling: z.boolean(),
  /** How the last one ended. */
  last: z
    .object({ outcome: z.enum(['DONE', 'CANCELED', 'FAILED']), endedAt: time, fetched: count })
    .nullable(),
})
export type HistoryScheduleView = z.output<typeof historyScheduleCodec>

/** What is kept of the minutes: those older than so many days go, once the longer bars made of them are stored. */
const keepingCodec = z.object({
  /** Null: for ever. */
  keepDays: z.int().nullable(),
  dropped: z.object({ toAt: time, candles: count }).nullable(),
})

/** A series of candles: of what, in which steps, from where; and what it is worth, once it has been looked at. */
export const datasetCodec = z.object({
  datasetId: z.int(),
  instrumentId,
  timeframe,
  source: z.string(),
  isPublic: z.boolean(),
  firstAt: time.nullable(),
  lastAt: time.nullable(),
  quality: qualityCodec.nullable(),
  schedule: historyScheduleCodec.nullable(),
  keeping: keepingCodec,
})
export type DatasetView = z.output<typeof datasetCodec>

const findingCodec = z.object({
  kind: findingKind,
  isFault: z.boolean(),
  count,
  says: z.string(),
  examples: z.array(z.object({ line: z.number(), found: z.string() })).readonly(),
})

const formCodec = z.object({
  format: z.enum(['csv', 'json', 'columns']),
  hasHeader: z.boolean(),
  columns: z.array(z.enum(CANDLE_COLUMNS).nullable()).readonly(),
  names: z.array(z.string()).readonly(),
  timeForms: z.record(z.string(), count),
  offsets: z.record(z.string(), count),
})

/** What candles are worth: lib/core/market/candle-file/data-report.ts says what each field means. */
export const dataReportCodec = z.object({
  rows: count,
  candles: count,
  firstAt: time.nullable(),
  lastAt: time.nullable(),
  timeframe: z.string(),
  timeframeMs: count,
  timeframeClaimed: z.string().nullable(),
  form: formCodec,
  gaps: z.object({
    count,
    bars: count,
    barsMax: count,
    ranges: z.array(z.object({ firstAt: time, lastAt: time, bars: count })).readonly(),
  }),
  findings: z.array(findingCodec).readonly(),
  isFaulty: z.boolean(),
})

export const datasetReportCodec = z.object({
  kind: z.enum(['IMPORT', 'SCAN']),
  fileName: z.string(),
  hash: z.string(),
  reportedAt: time,
  report: dataReportCodec,
})
export type DatasetReportView = z.output<typeof datasetReportCodec>
