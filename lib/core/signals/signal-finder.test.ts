import { describe, expect, test } from 'vitest'
import { type Bars, closeTimeOf, makeBars } from '#core/market/bars.ts'
import { MarketRegime } from '#core/signals/market-regime.ts'
import type { Signal } from '#core/signals/signal.ts'
import { SignalFinder } from '#core/signals/signal-finder.ts'
import { MINUTE_MS } from '#core/time/time.ts'
import { priceWalk } from '#test/price-walk.ts'

const TIMEFRAMES = [MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS]
const MINUTES = 4_000

describe('signals', () => {
  const walk = priceWalk(MINUTES)
  const signals = signalsOf(walk)

  test('there are some, on every timeframe and both ways', () => {
    expect(new Set(signals.map(({ timeframeMs }) => timeframeMs)).size).toBe(TIMEFRAMES.length)
    expect(new Set(signals.map(({ direction }) => direction))).toEqual(new Set([1, -1]))
  })

  test('the score is the sum of its reasons, and its first reason is its own pattern', () => {
    for (const { score, reasons, pattern } of signals) {
      expect(score).toBeCloseTo(
        reasons.reduce((sum, { points }) => sum + points, 0),
        12,
      )
      expect(reasons[0]).toMatchObject({ kind: 'pattern', pattern })
    }
  })

  test('a signal is told at its time, from patterns confirmed by then', () => {
    for (const { at, toldAt, reasons } of signals) {
      expect(at).toBe(toldAt)
      for (const reason of reasons) {
        if ('confirmedAt' in reason) expect(reason.confirmedAt).toBeLessThanOrEqual(at)
      }
    }
  })

  test('what comes later changes nothing that was told', () => {
    const shaken = changedAfter(walk, MINUTES / 2)
    const until = closeTimeOf(walk, MINUTES / 2 - 1)
    const early = (all: readonly Signal[]) => all.filter(({ at }) => at <= until)
    expect(early(signalsOf(shaken))).toEqual(early(signals))
    expect(signalsOf(shaken)).not.toEqual(signals)
  })

  test('hit rates are counted once there are enough outcomes', () => {
    const rates = signals.flatMap(({ reasons }) =>
      reasons.flatMap((reason) => (reason.kind === 'hit-rate' ? [reason.hitRate] : [])),
    )
    expect(rates.length).toBeGreaterThan(0)
    expect(rates.every(({ count }) => count >= 30)).toBe(true)
  })
})

describe('the regime of a market', () => {
  const regimeAfter = (closes: readonly number[], halfRange: (i: number) => number) => {
    const regime = new MarketRegime()
    closes.forEach((close, i) => {
      regime.next(close + halfRange(i), close - halfRange(i), close)
    })
    return regime.current
  }
  const bars = Array.from({ length: 300 }, (_, i) => i)

  test('is not known before there are enough bars', () => {
    expect(regimeAfter(bars.slice(0, 50), () => 1)).toBeNull()
    expect(regimeAfter(bars.slice(0, 51), () => 1)).toEqual({ trend: 'up', volatility: 'normal' })
  })

  test('is a trend while price gets somewhere, and a range while it comes back', () => {
    expect(
      regimeAfter(
        bars.map((i) => 1_000 - i),
        () => 1,
      )?.trend,
    ).toBe('down')
    expect(
      regimeAfter(
        bars.map((i) => 1_000 + (i % 2)),
        () => 1,
      )?.trend,
    ).toBe('range')
  })

  test('is of high or low volatility against its own past', () => {
    const still = bars.map(() => 1_000)
    expect(regimeAfter(still, (i) => (i < 270 ? 1 : 4))?.volatility).toBe('high')
    expect(regimeAfter(still, (i) => (i < 270 ? 4 : 1))?.volatility).toBe('low')
  })
})

function signalsOf(bars: Bars) {
  const finder = new SignalFinder(TIMEFRAMES)
  const signals: (Signal & { toldAt: number })[] = []
  const at = (column: Float64Array, i: number) => column[i] ?? Number.NaN
  for (let i = 0; i < bars.length; i += 1) {
    const { openAt, open, high, low, close, volume } = bars
    const prices = [at(open, i), at(high, i), at(low, i), at(close, i)] as const
    const found = finder.next(at(openAt, i), ...prices, at(volume, i))
    signals.push(...found.map((signal) => ({ ...signal, toldAt: closeTimeOf(bars, i) })))
  }
  return signals
}

/** The same bars up to `from`, then the same moves the other way round. */
function changedAfter(bars: Bars, from: number): Bars {
  const changed = makeBars(bars.length, bars.timeframeMs)
  const pivot = bars.close[from - 1] ?? Number.NaN
  for (let i = 0; i < bars.length; i += 1) {
    const at = (column: Float64Array) => column[i] ?? Number.NaN
    const turned = (price: number) => (i < from ? price : (pivot * pivot) / price)
    changed.openAt[i] = at(bars.openAt)
    changed.open[i] = turned(at(bars.open))
    changed.high[i] = turned(at(i < from ? bars.high : bars.low))
    changed.low[i] = turned(at(i < from ? bars.low : bars.high))
    changed.close[i] = turned(at(bars.close))
  }
  return changed
}
