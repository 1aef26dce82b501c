import { describe, expect, test } from 'vitest'
import { type Assumptions, DEFAULT_ASSUMPTIONS } from '#core/backtest/assumptions.ts'
import { barLoop } from '#core/backtest/bar-loop.ts'
import { replayAt } from '#core/backtest/replay.ts'
import { runBacktest, startBacktest } from '#core/backtest/run-backtest.ts'
import { type Leg, runPortfolio } from '#core/backtest/run-portfolio.ts'
import { gridPoints } from '#core/backtest/sweep-points.ts'
import { columnsOfTrades } from '#core/backtest/trade-columns.ts'
import { walkForward } from '#core/backtest/walk-forward.ts'
import { ALL_STRATEGIES } from '#core/strategies/all-strategies.ts'
import { parseParameters } from '#core/strategies/parameter.ts'
import { smaCross } from '#core/strategies/sma-cross.ts'
import { HOUR_MS } from '#core/time/time.ts'
import { type BarText, barsFrom } from '#test/backtest-bars.ts'
import { priceWalk } from '#test/price-walk.ts'
import { scripted } from '#test/scripted-strategy.ts'

const CALM: BarText = [100, 101, 99, 100]
const buying = scripted({ 0: (orders) => orders.long() })
const bars = priceWalk(3_000)
const guarded = { stopPercent: 0.4, targetPercent: 0.6, direction: 'both' }

test('figures of a log are those of its trades, with stops and without', () => {
  for (const given of [{}, guarded]) {
    const values = valuesOf(smaCross, { fast: 3, slow: 8, ...given })
    const run = { bars, strategy: smaCross, values, assumptions: DEFAULT_ASSUMPTIONS, tick: null }
    const { trades } = runBacktest(run)
    expect(trades.length).toBeGreaterThan(100)
    expect(trades.columns()).toEqual(columnsOfTrades(trades.toArray()))
  }
})

describe('a portfolio', () => {
  test.each(ALL_STRATEGIES)('of one leg is a backtest, to the last bit: $name', (strategy) => {
    const values = valuesOf(strategy, {})
    const assumptions: Assumptions = {
      ...DEFAULT_ASSUMPTIONS,
      cash: 10_000,
      leverage: 3,
      maintenance: 0.05,
      sizing: { kind: 'equity', fraction: 2 },
      slippage: { halfSpreadBps: 1, atrTimes: 0.01, impact: 0 },
      funding: { rate: 0.0001, everyMs: 8 * HOUR_MS },
    }
    const run = { bars, strategy, values, assumptions, tick: null }
    const alone = runBacktest(run)
    const { legs, equity, finalEquity } = runPortfolio([{ name: 'only', ...run }], assumptions)
    expect(equity).toEqual(alone.equity)
    expect(finalEquity).toBe(alone.finalEquity)
    expect(legs[0]?.trades.toArray()).toEqual(alone.trades.toArray())
  })

  const leg = (name: string, rows: readonly BarText[]): Leg => {
    return { name, bars: barsFrom(rows), strategy: buying, values: {}, tick: null }
  }

  test('shares its cash: what one leg has taken the next cannot have', () => {
    const assumptions = { ...DEFAULT_ASSUMPTIONS, feeBps: 0, cash: 150 }
    const legs = [leg('first', [CALM, CALM, CALM]), leg('second', [CALM, CALM, CALM])]
    const { legs: played, finalEquity } = runPortfolio(legs, assumptions)
    expect(played.map(({ trades }) => trades.length)).toEqual([1, 0])
    expect(finalEquity).toBe(150)
  })

  test('values a leg without a bar at its last price', () => {
    const assumptions = { ...DEFAULT_ASSUMPTIONS, feeBps: 0, atEnd: 'mark' } as const
    const holes = leg('holes', [CALM, CALM, [100, 120, 100, 120]])
    holes.bars.openAt[2] = 3 * HOUR_MS
    const steady = leg('steady', [CALM, CALM, [100, 110, 100, 110], [110, 110, 105, 105]])
    const { openAt, equity } = runPortfolio([holes, steady], assumptions)
    expect([...openAt]).toEqual([0, HOUR_MS, 2 * HOUR_MS, 3 * HOUR_MS])
    expect([...equity].map((value) => value - assumptions.cash)).toEqual([0, 0, 10, 25])
  })
})

test('a replay shows at each bar what a run that has come so far shows, and nothing after', () => {
  const values = valuesOf(smaCross, guarded)
  const run = { bars, strategy: smaCross, values, assumptions: DEFAULT_ASSUMPTIONS, tick: null }
  const result = runBacktest(run)
  const live = startBacktest(run)
  expect(result.trades.length).toBeGreaterThan(50)
  for (let bar = 0; bar < bars.length - 1; bar++) {
    barLoop(live, bar, bar + 1)
    const shown = replayAt(bars, result, bar)
    const { held, log } = live.broker
    const signed = shown.held && shown.held.quantity * (shown.held.side === 'long' ? 1 : -1)
    expect(signed ?? 0).toBe(held.position)
    expect(shown.held?.entryBar ?? held.entryBar).toBe(held.entryBar)
    expect(shown.closed).toHaveLength(log.length)
    expect(shown.equity.at(-1)).toBe(live.equity[bar])
    expect(shown.bars.length).toBe(bar + 1)
  }
  const last = replayAt(bars, result, bars.length - 1)
  expect(last.closed).toEqual(result.trades.toArray())
})

describe('a walk forward', () => {
  const terms = {
    tick: null,
    strategy: smaCross,
    assumptions: DEFAULT_ASSUMPTIONS,
    points: gridPoints(smaCross, { fast: [5, 10], slow: [20, 40] }).points,
    trainBars: 800,
    testBars: 400,
  }

  test('tests each choice on the bars behind it, each bar once', () => {
    const { windows, finalEquity } = walkForward({ ...terms, bars })
    expect(windows.map(({ testFrom, testTo }) => [testFrom, testTo])).toEqual([
      [800, 1_200],
      [1_200, 1_600],
      [1_600, 2_000],
      [2_000, 2_400],
      [2_400, 2_800],
    ])
    const grown = windows.reduce((cash, { testReturn }) => cash * (1 + testReturn), 1_000_000)
    expect(finalEquity).toBeCloseTo(grown, 6)
  })

  test('chooses without knowing what comes: another future changes no choice before it', () => {
    const other = priceWalk(3_000)
    for (let i = 1_600; i < other.length; i++) {
      for (const column of [other.open, other.high, other.low, other.close]) {
        column[i] = 10_000 / (column[i] ?? 1)
      }
    }
    const chosen = (of: typeof bars) =>
      walkForward({ ...terms, bars: of })
        .windows.slice(0, 3)
        .map((window) => window.chosen)
    expect(chosen(other)).toEqual(chosen(bars))
  })
})

function valuesOf(strategy: (typeof ALL_STRATEGIES)[number], given: Record<string, unknown>) {
  const parsed = parseParameters(strategy.parameters, given)
  if (parsed.kind === 'bad') throw new Error(JSON.stringify(parsed.faults))
  return parsed.values
}
