import * as z from 'zod'
import { backtestResultCodec } from './research.ts'
import { time } from './time.ts'

const sweepPointCodec = z.object({
  /** The swept parameters, in the order of `swept`. */
  values: z.array(z.number()).readonly(),
  finalEquity: z.number(),
  trades: z.int(),
  returned: z.number(),
  drawdownMax: z.number(),
  /** Of a year; null where there is too little to tell. */
  sharpe: z.number().nullable(),
})
export type SweepPointView = z.output<typeof sweepPointCodec>

/** What became of every combination that the strategy takes. */
const sweepResultCodec = z.object({
  kind: z.literal('SWEEP'),
  bars: z.int(),
  firstAt: time,
  lastAt: time,
  swept: z.array(z.string()).readonly(),
  points: z.array(sweepPointCodec).readonly(),
  /** Combinations that the strategy refuses, as a fast average that is slower than the slow one. */
  refused: z.int(),
  /** Index of the point of the highest Sharpe ratio; of the highest equity where no ratio is known. */
  best: z.int(),
  /** The probability that the best of so many trials is worth anything at all; below 0.95 it may well be luck. */
  deflatedSharpe: z.number().nullable(),
})
export type SweepResultView = z.output<typeof sweepResultCodec>

/** What a run left behind, by its kind. */
export const researchResultCodec = z.discriminatedUnion('kind', [
  backtestResultCodec,
  sweepResultCodec,
])
export type ResearchResultView = z.output<typeof researchResultCodec>
