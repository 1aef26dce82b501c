import { assert } from '#core/assert.ts'
import type { Assumptions } from '#core/backtest/assumptions.ts'
import { isPlain, playCrossings } from '#core/backtest/play-crossings.ts'
import { runBacktest } from '#core/backtest/run-backtest.ts'
import { type SweepRow, SweepTally } from '#core/backtest/sweep-tally.ts'
import type { ParameterValues } from '#core/strategies/parameter.ts'
import type { Market, Strategy } from '#core/strategies/strategy.ts'

export type SweepTerms = {
  readonly market: Market
  readonly strategy: Strategy
  readonly assumptions: Assumptions
  /** Columns that several points share, by key. */
  readonly columns: ReadonlyMap<string, Float64Array>
  /** Memory used again for each point. */
  readonly scratch: SweepScratch
}

export type SweepScratch = { readonly signals: Int32Array; readonly equity: Float64Array }

export function makeScratch(bars: number): SweepScratch {
  return { signals: new Int32Array(bars), equity: new Float64Array(bars) }
}

/** The columns that these points share, each key once. */
export function sharedColumns(
  strategy: Strategy,
  assumptions: Assumptions,
  points: readonly ParameterValues[],
): { readonly key: string; fill(market: Market, into: Float64Array): void }[] {
  if (!isPlain(assumptions)) return []
  const fills = new Map<string, (market: Market, into: Float64Array) => void>()
  for (const point of points) {
    const crossings = strategy.crossings(point)
    for (const key of crossings?.columns ?? []) {
      fills.set(key, (market, into) => crossings?.fillColumn(key, market, into))
    }
  }
  return [...fills].map(([key, fill]) => ({ key, fill }))
}

/**
 * One set of values. Where the strategy gives its crossings and the assumptions are plain, only the bars at which
 * it decides are visited; otherwise the whole engine runs. Both give the same to the last bit.
 */
export function sweepPoint(terms: SweepTerms, values: ParameterValues): SweepRow {
  return playShort(terms, values) ?? playWhole(terms, values)
}

function playShort(terms: SweepTerms, values: ParameterValues): SweepRow | null {
  const { market, strategy, assumptions, columns, scratch } = terms
  const crossings = isPlain(assumptions) ? strategy.crossings(values) : null
  if (crossings === null) return null
  const shared = crossings.columns.flatMap((key) => columns.get(key) ?? [])
  assert(shared.length === crossings.columns.length, 'shared columns are filled before points are')
  const count = crossings.find(shared, scratch.signals)
  return playCrossings(market.bars, assumptions, scratch.signals.subarray(0, count))
}

function playWhole(terms: SweepTerms, values: ParameterValues): SweepRow {
  const { market, strategy, assumptions, scratch } = terms
  const { bars, tick } = market
  const run = { bars, strategy, values, assumptions, tick, equity: scratch.equity }
  const { trades, finalEquity } = runBacktest(run)
  const tally = new SweepTally(assumptions.cash)
  for (let k = 0; k < trades.length; k++) tally.add(trades.at(k).pnl)
  return tally.row(finalEquity)
}
