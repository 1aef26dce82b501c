import { DEFAULT_ASSUMPTIONS } from '#core/backtest/assumptions.ts'
import { type BacktestResult, runBacktest } from '#core/backtest/run-backtest.ts'
import { priceGrid } from '#core/market/price-grid.ts'
import { smaCross } from '#core/strategies/sma-cross.ts'
import { DAY_MS } from '#core/time/time.ts'
import { realBars } from './real-bars.ts'

const VALUES = { fast: 10, slow: 30, direction: 'both', stopPercent: 0, targetPercent: 0 }

/** What `runGoog` begins with. */
export const GOOG_CASH = 10_000

/** The run that kernc/backtesting.py publishes: whole units of 99.99 % of the equity, no commission. */
export function runGoog(atEnd: 'open' | 'close'): BacktestResult {
  const bars = realBars('GOOG_1d_2004-2013', DAY_MS)
  return runBacktest({
    bars,
    strategy: smaCross,
    values: VALUES,
    assumptions: {
      ...DEFAULT_ASSUMPTIONS,
      cash: GOOG_CASH,
      feeBps: 0,
      makerFeeBps: 0,
      lot: 1,
      sizing: { kind: 'equity', fraction: 0.9999 },
      atEnd,
    },
    tick: priceGrid(bars.close),
  })
}
