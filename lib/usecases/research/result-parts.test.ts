import { expect, test } from 'vitest'
import { makeBars } from '#core/market/bars.ts'
import { DAY_MS } from '#core/time/time.ts'
import { monthReturns } from './month-returns.ts'
import { EQUITY_POINTS_MAX, thinEquity } from './thin-equity.ts'

const START = Date.UTC(2026, 0, 1)

function dailyBars(days: number) {
  const bars = makeBars(days, DAY_MS)
  bars.openAt.forEach((_, i) => {
    bars.openAt[i] = START + i * DAY_MS
  })
  return bars
}

test('a short curve is kept whole, with how far each point stands below the highest before', () => {
  const points = thinEquity(dailyBars(4), Float64Array.of(100, 120, 90, 130))
  expect(points.map(({ equity, drawdown }) => [equity, drawdown])).toEqual([
    [100, 0],
    [120, 0],
    [90, 0.25],
    [130, 0],
  ])
  expect(points[0]?.at).toBe(START + DAY_MS)
})

test('a long curve is thinned without losing its ends, its peak or its fall', () => {
  const days = 100_000
  const equity = Float64Array.from({ length: days }, (_, i) => 100 + Math.sin(i / 1_000))
  equity[33_333] = 500
  equity[66_666] = 5
  const points = thinEquity(dailyBars(days), equity)
  expect(points.length).toBeLessThanOrEqual(EQUITY_POINTS_MAX)
  expect(points.length).toBeGreaterThan(EQUITY_POINTS_MAX / 2)
  const values = points.map((point) => point.equity)
  expect(values).toContain(500)
  expect(values).toContain(5)
  expect(values[0]).toBe(equity[0])
  expect(values.at(-1)).toBe(equity[days - 1])
  expect(Math.max(...points.map(({ drawdown }) => drawdown))).toBe(1 - 5 / 500)
  expect(points.map(({ at }) => at)).toEqual(points.map(({ at }) => at).sort((a, b) => a - b))
})

test('no bars make no curve and no month', () => {
  expect(thinEquity(dailyBars(0), new Float64Array(0))).toEqual([])
  expect(monthReturns(dailyBars(0), new Float64Array(0), 100)).toEqual([])
})

test('months multiply to the whole, and the bar that closes at midnight belongs to the month it fills', () => {
  const days = 31 + 28 + 10
  const equity = Float64Array.from({ length: days }, (_, i) => 100 + i)
  const months = monthReturns(dailyBars(days), equity, 100)
  expect(months).toEqual([
    { month: '2026-01', returned: 1.3 - 1 },
    { month: '2026-02', returned: 158 / 130 - 1 },
    { month: '2026-03', returned: 168 / 158 - 1 },
  ])
})
