import { DEFAULT_ASSUMPTIONS } from '#core/backtest/assumptions.ts'
import { barLoop } from '#core/backtest/bar-loop.ts'
import { startBacktest } from '#core/backtest/run-backtest.ts'
import { type Bars, sliceBars } from '#core/market/bars.ts'
import type { ParameterValues } from '#core/strategies/parameter.ts'
import type { Readings, Strategy } from '#core/strategies/strategy.ts'

/** One less than the pages in which venues give candles: what a bot has when it starts. */
export const WARM_UPS = [199, 399, 499, 999, 1_999] as const
/** A base shorter than this says little about what warm-up leaves behind. */
export const BASE_BARS_MIN = 5_000
const PERCENT = 100

export type WarmUpReport = {
  /** What the strategy says it needs. */
  readonly declared: number
  readonly baseBars: number
  readonly isBaseShort: boolean
  readonly rows: readonly WarmUpRow[]
}

export type WarmUpRow = {
  readonly warmUp: number
  /** How far each reading at the last bar is from that of the base, in percent; null when it is not known yet. */
  readonly readings: Readonly<Record<string, number | null>>
}

type WarmedUp = {
  readonly bars: Bars
  readonly strategy: Strategy
  readonly values: ParameterValues
  readonly tick: number | null
}

/**
 * What the number of candles before a start does to a strategy's readings at the last bar, against a base of all
 * of them. An average of a window must come out equal; a recursive one comes near, and how near is for a person
 * to judge. What is null has had too few bars: a live start with so few would trade on nothing.
 */
export function checkWarmUp(run: WarmedUp): WarmUpReport {
  const { bars, strategy, values } = run
  const declared = strategy.warmUp(values)
  const base = readingsAfter(run, bars.length)
  const lengths = [...new Set([declared + 1, ...WARM_UPS])].sort((a, b) => a - b)
  return {
    declared,
    baseBars: bars.length,
    isBaseShort: bars.length < BASE_BARS_MIN,
    rows: lengths
      .filter((length) => length < bars.length)
      .map((warmUp) => ({ warmUp, readings: distances(base, readingsAfter(run, warmUp)) })),
  }
}

/** The readings at the last bar of a run that began `length` bars before the end. */
function readingsAfter({ bars, ...run }: WarmedUp, length: number): Readings {
  const late = sliceBars(bars, bars.length - length, bars.length)
  const terms = startBacktest({ ...run, bars: late, assumptions: DEFAULT_ASSUMPTIONS })
  barLoop(terms, 0, length)
  return terms.running.readings(length - 1)
}

function distances(base: Readings, readings: Readings): WarmUpRow['readings'] {
  const rows = Object.entries(base).map(([name, expected]) => {
    const found = readings[name] ?? Number.NaN
    if (Number.isNaN(found) || Number.isNaN(expected)) return [name, null] as const
    if (found === expected) return [name, 0] as const
    return [name, (PERCENT * Math.abs(found - expected)) / Math.abs(expected)] as const
  })
  return Object.fromEntries(rows)
}
