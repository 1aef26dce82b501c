import { describe, expect, test } from 'vitest'
import { type Assumptions, DEFAULT_ASSUMPTIONS } from '#core/backtest/assumptions.ts'
import { type BacktestResult, runBacktest } from '#core/backtest/run-backtest.ts'
import type { Bars } from '#core/market/bars.ts'
import { priceGrid } from '#core/market/price-grid.ts'
import { ALL_STRATEGIES } from '#core/strategies/all-strategies.ts'
import { parseParameters } from '#core/strategies/parameter.ts'
import { MINUTE_MS } from '#core/time/time.ts'
import { barsFrom } from '#test/backtest-bars.ts'
import { hasMarketData } from '#test/market-data.ts'
import { realBars } from '#test/real-bars.ts'

const FREE: Assumptions = { ...DEFAULT_ASSUMPTIONS, feeBps: 0, makerFeeBps: 0 }

describe('each strategy trades a series that a person can follow', () => {
  test('sma-cross buys when 2 closes rise above 3, and not when they only meet', () => {
    const trades = tradesOn('sma-cross', { fast: 2, slow: 3 }, [10, 9, 8, 8, 8, 9, 11, 10, 8, 7])
    // Means of 2 against 3: 8.5<9 | 8<8.33 | 8=8 | 8.5>8.33 | 10>9.33 | 10.5>10 | 9<9.67. The meeting hides one.
    expect(trades).toEqual([])
    const rising = tradesOn('sma-cross', { fast: 2, slow: 3 }, [10, 9, 8, 9, 11, 10, 8, 7, 7])
    // 8.5<9 | 8.5<8.67 | 10>9.33: bought at the next open, 10; 10.5>10 | 9<9.67: sold at the next open, 7.
    expect(rising).toEqual([[5, 10, 7, 7]])
  })

  test('donchian-breakout buys a close above 3 highs and sells one below 2 lows', () => {
    const values = { entryBars: 3, exitBars: 2 }
    expect(tradesOn('donchian-breakout', values, [5, 6, 5, 6, 7, 8, 9, 7, 6])).toEqual([
      [5, 8, 8, 6],
    ])
  })

  test('rsi-reversion buys a fall below the level and sells the recovery', () => {
    const values = { length: 2, oversold: 30, recovered: 60 }
    // Changes +1 -1: 50; -1: 25, bought at 7; -1: 12.5; +3: about 85, sold at 11.
    expect(tradesOn('rsi-reversion', values, [8, 9, 8, 7, 6, 9, 11, 11])).toEqual([[4, 6, 6, 11]])
  })

  test('bollinger-reversion buys below the band and sells at the middle', () => {
    const values = { length: 4, deviations: 1.5 }
    // 10 10 10 6: mean 9, deviation 1.73, lower band 6.40; then mean 9 again, reached by the close of 10.
    expect(tradesOn('bollinger-reversion', values, [10, 10, 10, 6, 7, 10, 11])).toEqual([
      [4, 7, 6, 11],
    ])
  })

  test('fvg-retest buys a gap that is touched and held, stopped beyond it', () => {
    const bars = barsFrom([
      [10, 10.5, 9.5, 10],
      [10, 12, 9.9, 11.9],
      [12, 13, 11.5, 12.8],
      [12.8, 13.2, 12.5, 13],
      [13, 13.1, 11.2, 12],
      [12, 12.4, 11.8, 12.2],
      [12.2, 16, 12.1, 15.8],
      [15.8, 16, 15, 15.5],
    ])
    const { trades } = run('fvg-retest', { confluence: 0, targetR: 2 }, bars, FREE)
    const [trade] = trades.toArray()
    expect(trade).toMatchObject({
      entryBar: 5,
      entryPrice: 12,
      side: 'long',
      signal: 'gap-up-retest',
    })
    expect(trade).toMatchObject({ exitReason: 'target', tag: 'alone', ambiguous: false })
  })

  test('buy-and-hold buys once and holds', () => {
    expect(tradesOn('buy-and-hold', {}, [10, 11, 12])).toEqual([[1, 11, 2, 12]])
  })
})

/** Runs on three months of Bybit's BTCUSDT at 15 minutes, pinned: a change of any of them has to be meant. */
describe.skipIf(!hasMarketData)('each strategy trades a real file as it did', () => {
  test.each([
    { name: 'sma-cross', trades: 175, finalEquity: 977_489.258_099_998_9 },
    { name: 'donchian-breakout', trades: 136, finalEquity: 970_517.978_799_999_3 },
    { name: 'rsi-reversion', trades: 47, finalEquity: 996_698.383_299_999_9 },
    { name: 'bollinger-reversion', trades: 156, finalEquity: 981_397.695_299_999_7 },
    { name: 'fvg-retest', trades: 575, finalEquity: 908_942.534_300_001_1 },
    { name: 'buy-and-hold', trades: 1, finalEquity: 1_027_603.533_4 },
  ])('$name', ({ name, ...golden }) => {
    const bars = realBars('bybit_BTCUSDT_15m_2025', 15 * MINUTE_MS)
    const { trades, finalEquity } = run(name, {}, bars, DEFAULT_ASSUMPTIONS)
    expect({ trades: trades.length, finalEquity }).toEqual(golden)
  })
})

/** Bars that open at the close before and reach no further than their body: `[entryBar, entry, exitBar, exit]`. */
function tradesOn(name: string, given: Record<string, number>, closes: readonly number[]) {
  const bars = barsFrom(closes.map((close) => [close, close, close, close]))
  const trades = run(name, given, bars, FREE).trades.toArray()
  return trades.map(({ entryBar, entryPrice, exitBar, exitPrice }) => [
    entryBar,
    entryPrice,
    exitBar,
    exitPrice,
  ])
}

function run(
  name: string,
  given: Record<string, number>,
  bars: Bars,
  assumptions: Assumptions,
): BacktestResult {
  const strategy = ALL_STRATEGIES.find((each) => each.name === name)
  const parsed = parseParameters(strategy?.parameters ?? {}, given)
  if (strategy === undefined || parsed.kind === 'bad') throw new Error(JSON.stringify(parsed))
  const tick = priceGrid(bars.close)
  return runBacktest({ bars, strategy, values: parsed.values, assumptions, tick })
}
