import type { Moments } from '#core/metrics/moments.ts'
import { normalCdf, normalQuantile } from '#core/metrics/normal-distribution.ts'
import { sharpeError } from '#core/metrics/sharpe.ts'

const EULER_MASCHERONI = 0.577_215_664_901_532_9

/** How many were tried, and how far their Sharpe ratios (of one period) lay apart. */
export type Trials = { readonly count: number; readonly deviation: number }

/**
 * The Sharpe ratio (of one period) that the best of so many trials reaches though none of them is worth anything.
 * Bailey and Lopez de Prado, The Deflated Sharpe Ratio, 2014, equation 1.
 */
export function sharpeByChance({ count, deviation }: Trials): number {
  if (count < 2) return 0
  return (
    deviation *
    ((1 - EULER_MASCHERONI) * normalQuantile(1 - 1 / count) +
      EULER_MASCHERONI * normalQuantile(1 - 1 / (count * Math.E)))
  )
}

/** The probability that the true Sharpe ratio (of one period) lies above `benchmark`, given what was measured. */
export function probabilisticSharpe(ratio: number, moments: Moments, benchmark = 0): number {
  return normalCdf((ratio - benchmark) / sharpeError(ratio, moments))
}

/**
 * The deflated Sharpe ratio: the probability that the best of several trials is worth anything at all, allowing for
 * how many there were, how long they ran and how their returns are shaped. Below 0.95 it may well be luck.
 */
export function deflatedSharpe(ratio: number, moments: Moments, trials: Trials): number {
  return probabilisticSharpe(ratio, moments, sharpeByChance(trials))
}
