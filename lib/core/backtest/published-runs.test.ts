import { expect, test } from 'vitest'
import { DEFAULT_ASSUMPTIONS } from '#core/backtest/assumptions.ts'
import { type BacktestResult, runBacktest } from '#core/backtest/run-backtest.ts'
import { parseParameters } from '#core/strategies/parameter.ts'
import { smaCross } from '#core/strategies/sma-cross.ts'
import { priceWalk } from '#test/price-walk.ts'

const CENT_OF_A_MILLIONTH = 8

/** backtesting.py 0.6.6 and vectorbt 0.28.5 on the same seeded walk, one unit, 0.1 % per side. */
test.each([
  { bars: 10_000, guards: {}, trades: 185, finalEquity: 999_956.909_727_2 },
  { bars: 100_000, guards: {}, trades: 1952, finalEquity: 999_550.872_855_33 },
  {
    bars: 100_000,
    guards: { stopPercent: 1, targetPercent: 2 },
    trades: 1952,
    finalEquity: 999_555.483_645_78,
  },
])('$bars bars give the trades and the equity that peers agree on ($guards)', (published) => {
  const { trades, finalEquity } = runSmaCross(published.bars, published.guards)
  expect(trades.length).toBe(published.trades)
  expect(finalEquity).toBeCloseTo(published.finalEquity, CENT_OF_A_MILLIONTH - 1)
})

test('the same inputs give the same result to the last bit', () => {
  const [first, second] = [runSmaCross(10_000, {}), runSmaCross(10_000, {})]
  expect(second.equity).toEqual(first.equity)
  expect(second.trades.toArray()).toEqual(first.trades.toArray())
})

function runSmaCross(length: number, given: Record<string, number>): BacktestResult {
  const parsed = parseParameters(smaCross.parameters, given)
  if (parsed.kind === 'bad') throw new Error(JSON.stringify(parsed.faults))
  return runBacktest({
    bars: priceWalk(length),
    strategy: smaCross,
    values: parsed.values,
    assumptions: { ...DEFAULT_ASSUMPTIONS, atEnd: 'mark' },
    tick: null,
  })
}
