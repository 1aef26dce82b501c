import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Bars, closeTimeOf, sliceBars } from '#core/market/bars.ts'
import { readCandleFile } from '#core/market/candle-file/read-candle-file.ts'
import { detectPatterns } from '#core/patterns/detect-patterns.ts'
import type { Pattern, PatternLife } from '#core/patterns/pattern.ts'
import { PatternDetectors } from '#core/patterns/pattern-detectors.ts'
import type { PatternRows } from '#core/patterns/pattern-rows.ts'
import { PATTERN_SETTINGS, type PatternSettings } from '#core/patterns/pattern-settings.ts'
import { hasMarketData, marketDataBytes } from '#test/market-data.ts'
import { priceWalk } from '#test/price-walk.ts'
import { roughBars, somePatternSettings } from '#test/rough-bars.ts'

const LIFE: readonly (keyof PatternLife)[] = [
  'touchedAt',
  'mitigatedAt',
  'invalidatedAt',
  'expiredAt',
]

describe('no pattern is redrawn', () => {
  test('on random bars, whatever the settings', () => {
    fc.assert(
      fc.property(roughBars(), somePatternSettings(), (bars, settings) => {
        expectNoRepaint(bars, settings)
      }),
      { numRuns: 40 },
    )
  })

  test('on a long walk, with every detector at once', () => {
    expectNoRepaint(priceWalk(3_000), PATTERN_SETTINGS)
    expectNoRepaint(priceWalk(3_000), {
      ...PATTERN_SETTINGS,
      mitigation: 'mid',
      invalidation: 'swing',
      expiry: { by: 'atr', multiple: 6 },
    })
  })

  test.runIf(hasMarketData)('on real bars', () => {
    const file = marketDataBytes('ohlcv/bybit_BTCUSDT_15m_2025.csv.gz')
    const { bars } = readCandleFile(file, { timeframeClaimed: '15m' })
    expectNoRepaint(sliceBars(bars, 0, 2_500), PATTERN_SETTINGS)
  })

  test('a series cut short tells the beginning of what the whole one tells', () => {
    fc.assert(
      fc.property(roughBars(), fc.nat({ max: 200 }), (bars, cut) => {
        const length = Math.min(cut, bars.length)
        const until = length === 0 ? 0 : closeTimeOf(bars, length - 1)
        const whole = all(detectPatterns(bars)).filter(({ confirmedAt }) => confirmedAt <= until)
        expect(all(detectPatterns(sliceBars(bars, 0, length)))).toEqual(
          whole.map((pattern) => asKnownAt(pattern, until)),
        )
      }),
      { numRuns: 40 },
    )
  })
})

/** Each bar writes only what it makes knowable, and nothing that was written changes. */
function expectNoRepaint(bars: Bars, settings: PatternSettings): void {
  const detectors = new PatternDetectors(bars.timeframeMs, settings, 'all')
  const told: Pattern[] = []
  for (let i = 0; i < bars.length; i += 1) {
    feed(detectors, bars, i)
    const now = closeTimeOf(bars, i)
    const { changed } = detectors.rows
    for (let k = 0; k < changed.length; k += 1) {
      const row = changed.at(k)
      const after = detectors.rows.at(row)
      expectOneStep(told[row], after, now)
      expect(after.index).toBeLessThanOrEqual(i)
      expect(after.formedAt).toBe(bars.openAt[after.index])
      told[row] = after
    }
  }
  expect(all(detectors.rows)).toEqual(told)
  expect(told).toEqual(all(detectPatterns(bars, settings)))
}

function expectOneStep(before: Pattern | undefined, after: Pattern, now: number): void {
  if (before === undefined) {
    expect(after.confirmedAt).toBe(now)
    expect(LIFE.every((time) => after[time] === null)).toBe(true)
    return
  }
  const wasOver = before.invalidatedAt !== null || before.expiredAt !== null
  expect(wasOver).toBe(false)
  const expected = { ...before }
  for (const time of LIFE) {
    if (before[time] === null && after[time] === now) Object.assign(expected, { [time]: now })
  }
  expect(after).toEqual(expected)
}

function asKnownAt(pattern: Pattern, until: number): Pattern {
  const known = { ...pattern }
  for (const time of LIFE) {
    const at = pattern[time]
    if (at !== null && at > until) Object.assign(known, { [time]: null })
  }
  return known
}

function feed(detectors: PatternDetectors, bars: Bars, i: number): void {
  const at = (column: Float64Array) => column[i] ?? Number.NaN
  detectors.next(at(bars.openAt), at(bars.open), at(bars.high), at(bars.low), at(bars.close))
}

function all(rows: PatternRows): Pattern[] {
  return Array.from({ length: rows.length }, (_, row) => rows.at(row))
}
