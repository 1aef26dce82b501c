import * as z from 'zod'
import { ATTRIBUTED_BY } from '#core/backtest/attribution.ts'
import { EXIT_REASONS } from '#core/backtest/trade-log.ts'
import { researchRunId, userId } from './id.ts'
import { instrumentId, timeframe } from './market.ts'
import { time } from './time.ts'

const TEXT_MAX = 64
const PARAMETERS_MAX = 32

/** One setting of a strategy, as its form shows it. */
const parameterCodec = z.discriminatedUnion('kind', [
  z.object({
    kind: z.enum(['whole', 'real']),
    name: z.string(),
    label: z.string(),
    help: z.string(),
    default: z.number(),
    min: z.number(),
    max: z.number(),
    step: z.number(),
  }),
  z.object({
    kind: z.literal('choice'),
    name: z.string(),
    label: z.string(),
    help: z.string(),
    default: z.string(),
    choices: z.array(z.string()).readonly(),
  }),
])
export type ParameterView = z.output<typeof parameterCodec>

export const strategyCodec = z.object({
  name: z.string(),
  title: z.string(),
  summary: z.string(),
  parameters: z.array(parameterCodec).readonly(),
})
export type StrategyView = z.output<typeof strategyCodec>

const parameterValues = z.record(
  z.string().min(1).max(TEXT_MAX),
  z.union([z.number(), z.string().max(TEXT_MAX)]),
)

const positive = z.number().positive()
const sizing = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('units'), units: positive }),
  z.strictObject({ kind: z.literal('equity'), fraction: positive.max(1) }),
  z.strictObject({ kind: z.literal('risk'), fraction: positive.max(1) }),
])
const slippage = z.strictObject({
  halfSpreadBps: z.number().min(0).max(1_000),
  atrTimes: z.number().min(0).max(10),
  impact: z.number().min(0).max(10),
})

/** What the simulated broker is and takes; lib/core/backtest/assumptions.ts says what each means. */
export const assumptionsCodec = z.strictObject({
  cash: positive,
  sizing,
  feeBps: z.number(),
  makerFeeBps: z.number(),
  slippage,
  leverage: z.number().min(1),
  maintenance: z.number().min(0),
  atEnd: z.enum(['close', 'mark', 'open']),
})
export type AssumptionsView = z.output<typeof assumptionsCodec>

/** What a backtest is asked with. What is not named is the strategy's or the engine's default. */
export const backtestInput = z.strictObject({
  strategy: z.string().min(1).max(TEXT_MAX),
  parameters: parameterValues
    .refine((values) => Object.keys(values).length <= PARAMETERS_MAX, 'expected fewer parameters')
    .optional(),
  datasetId: z.int().positive(),
  timeframe,
  /** Bars that open in [from, to); all of them unless told. */
  fromAt: time.optional(),
  toAt: time.optional(),
  assumptions: assumptionsCodec.partial().optional(),
})

/** So many parameters a sweep tries at once: more can neither be drawn nor believed. */
export const SWEPT_MAX = 3
/** So many combinations of their values at most. */
export const COMBINATIONS_MAX = 10_000

const gridStep = z.strictObject({ from: z.number(), to: z.number(), step: positive })

/** What a sweep tries, by parameter: every value from `from` to `to` by `step`. */
const gridCodec = z
  .record(z.string().min(1).max(TEXT_MAX), gridStep)
  .refine(
    (grid) => Object.keys(grid).length >= 1 && Object.keys(grid).length <= SWEPT_MAX,
    `expected 1 to ${SWEPT_MAX} parameters`,
  )
export type GridView = z.output<typeof gridCodec>

/** What a sweep is asked with: a backtest, and the parameters that take many values in its stead. */
export const sweepInput = backtestInput.extend({ grid: gridCodec })

export const RESEARCH_KINDS = ['BACKTEST', 'SWEEP'] as const

export const RESEARCH_STATES = ['QUEUED', 'RUNNING', 'DONE', 'FAILED', 'CANCELED'] as const
export type ResearchState = (typeof RESEARCH_STATES)[number]

/** What a list shows of a run that is done; of a sweep its best combination. */
export const runSummaryCodec = z.object({
  bars: z.int(),
  trades: z.int(),
  finalEquity: z.number(),
  /** Of the cash it began with: 0.05 is five percent. */
  returned: z.number(),
  drawdownMax: z.number(),
  /** Null where there is too little to tell. */
  sharpe: z.number().nullable(),
})
export type RunSummary = z.output<typeof runSummaryCodec>

export const researchRunCodec = z.object({
  id: researchRunId,
  createdBy: userId,
  kind: z.enum(RESEARCH_KINDS),
  strategy: z.string(),
  parameters: parameterValues,
  /** What a sweep tries; null for a backtest. */
  grid: gridCodec.nullable(),
  assumptions: assumptionsCodec,
  datasetId: z.int(),
  instrumentId,
  source: z.string(),
  timeframe,
  fromAt: time.nullable(),
  toAt: time.nullable(),
  state: z.enum(RESEARCH_STATES),
  /** From 0 to 1. */
  progress: z.number(),
  /** What went wrong, in a sentence. */
  failure: z.string().nullable(),
  summary: runSummaryCodec.nullable(),
  createdAt: time,
  startedAt: time.nullable(),
  finishedAt: time.nullable(),
})
export type ResearchRunView = z.output<typeof researchRunCodec>

const tradeCodec = z.object({
  entryTime: time,
  exitTime: time,
  side: z.enum(['long', 'short']),
  quantity: z.number(),
  entryPrice: z.number(),
  exitPrice: z.number(),
  fees: z.number(),
  pnl: z.number(),
  /** Profit in units of what the first stop risked; null without a stop. */
  r: z.number().nullable(),
  exitReason: z.enum(EXIT_REASONS),
  ambiguous: z.boolean(),
  signal: z.string().nullable(),
  tag: z.string().nullable(),
})
export type BacktestTradeView = z.output<typeof tradeCodec>

const metricCodec = z.object({
  name: z.string(),
  title: z.string(),
  /** Null with a reason. */
  value: z.number().nullable(),
  standardError: z.number().nullable(),
  unit: z.enum(['part', 'ratio', 'count', 'ms', 'quote']),
  reason: z.string().nullable(),
  definition: z.string(),
})
export type MetricView = z.output<typeof metricCodec>

const attributionCodec = z.object({
  by: z.enum(ATTRIBUTED_BY),
  key: z.string(),
  trades: z.int(),
  won: z.int(),
  pnl: z.number(),
})

/** Everything a run left behind. Lists are cut to what a screen can show; `bars` and `tradeCount` are whole. */
export const backtestResultCodec = z.object({
  kind: z.literal('BACKTEST'),
  bars: z.int(),
  firstAt: time,
  lastAt: time,
  /** At the close of bars, evenly thinned: the first, the last and every extreme between are kept. */
  equity: z.array(z.object({ at: time, equity: z.number(), drawdown: z.number() })).readonly(),
  tradeCount: z.int(),
  trades: z.array(tradeCodec).readonly(),
  metrics: z.array(metricCodec).readonly(),
  /** What to doubt about it, in sentences. */
  doubts: z.array(z.string()).readonly(),
  attribution: z.array(attributionCodec).readonly(),
  /** Return of each calendar month in UTC, `2026-11`. */
  months: z.array(z.object({ month: z.string(), returned: z.number() })).readonly(),
  taint: z.array(z.object({ code: z.string(), text: z.string() })).readonly(),
  refusals: z.record(z.string(), z.int()),
  /** SHA-256 in hexadecimal: the same four give the same result. */
  hashes: z.object({
    data: z.string(),
    strategy: z.string(),
    engine: z.string(),
    assumptions: z.string(),
  }),
})
export type BacktestResultView = z.output<typeof backtestResultCodec>
