import fc from 'fast-check'
import type { Bars } from '#core/market/bars.ts'
import { PATTERN_SETTINGS, type PatternSettings } from '#core/patterns/pattern-settings.ts'
import { barsFrom } from './backtest-bars.ts'

const PRICE_MAX = 40

/** Bars on a few whole prices, jumping: full of gaps, ties, dojis and equal highs. */
export function roughBars(lengthMax = 200): fc.Arbitrary<Bars> {
  const price = fc.integer({ min: 1, max: PRICE_MAX })
  const step = fc.tuple(
    fc.integer({ min: -6, max: 6 }),
    fc.integer({ min: -6, max: 6 }),
    fc.nat({ max: 3 }),
    fc.nat({ max: 3 }),
  )
  return fc
    .tuple(price, fc.array(step, { maxLength: lengthMax, size: 'max' }))
    .map(([start, steps]) => {
      let last = start
      return barsFrom(
        steps.map(([gap, move, above, below]) => {
          const open = Math.max(1, last + (Math.abs(gap) > 3 ? gap : 0))
          const close = Math.max(1, open + move)
          last = close
          return [open, Math.max(open, close) + above, Math.min(open, close) - below, close]
        }),
      )
    })
}

export function somePatternSettings(): fc.Arbitrary<PatternSettings> {
  return fc.record({
    detectors: fc.constant(PATTERN_SETTINGS.detectors),
    swingLength: fc.integer({ min: 1, max: 6 }),
    mitigation: fc.constantFrom('touch', 'mid', 'full'),
    invalidation: fc.constantFrom('edge', 'swing'),
    blockZone: fc.constantFrom('range', 'body'),
    displacementAtr: fc.constantFrom(0, 1, 2),
    equalAtr: fc.constantFrom(0, 0.1, 1),
    targetR: fc.constantFrom(1, 2),
    expiry: fc.oneof(
      fc.record({ by: fc.constant('bars' as const), bars: fc.integer({ min: 1, max: 50 }) }),
      fc.record({
        by: fc.constant('time' as const),
        ms: fc.integer({ min: 1, max: 1e8 }),
      }),
      fc.record({ by: fc.constant('atr' as const), multiple: fc.constantFrom(0.5, 2, 5) }),
    ),
  })
}
