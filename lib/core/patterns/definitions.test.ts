import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Bars, closeTimeOf } from '#core/market/bars.ts'
import { detectPatterns } from '#core/patterns/detect-patterns.ts'
import type { Pattern, PatternKind } from '#core/patterns/pattern.ts'
import { PATTERN_SETTINGS, type PatternSettings } from '#core/patterns/pattern-settings.ts'
import { priceWalk } from '#test/price-walk.ts'
import { roughBars, somePatternSettings } from '#test/rough-bars.ts'

/** Definitions written once more, the slow and plain way: with the whole series at hand and a loop for each. */
describe('what is told is what the definitions say', () => {
  test('gaps', () => {
    everywhere((bars, settings) => {
      expect(of('fvg', bars, settings).map(shape)).toEqual(gaps(bars))
    })
  })

  test('swings', () => {
    everywhere((bars, settings) => {
      const { swingLength } = settings
      const found = of('swing', bars, settings).map(({ index, direction, level }) => ({
        index,
        direction,
        level,
      }))
      expect(found).toEqual(swings(bars, swingLength))
    })
  })

  test('a swing ends with the first bar beyond it, broken where that bar closes beyond', () => {
    everywhere((bars, settings) => {
      for (const swing of of('swing', bars, settings)) {
        const { index, direction, level, mitigatedAt, invalidatedAt, expiredAt } = swing
        if (expiredAt !== null) continue
        const taken = firstAfter(bars, index, (i) => isBeyond(bars, i, direction, level))
        expect(mitigatedAt).toBe(taken === null ? null : closeTimeOf(bars, taken))
        const closedBeyond = taken !== null && direction * (at(bars.close, taken) - level) > 0
        expect(invalidatedAt).toBe(closedBeyond ? mitigatedAt : null)
      }
    })
  })

  test('the lives of zones', () => {
    everywhere((bars, settings) => {
      if (settings.expiry.by !== 'bars') return
      const zones = detected(bars, settings).filter(({ kind }) => kind !== 'swing')
      for (const zone of zones) expect(lifeOf(zone)).toEqual(expectedLife(zone, bars, settings))
    })
  })
})

function everywhere(check: (bars: Bars, settings: PatternSettings) => void): void {
  check(priceWalk(1_500), PATTERN_SETTINGS)
  fc.assert(fc.property(roughBars(), somePatternSettings(), check), { numRuns: 120 })
}

function detected(bars: Bars, settings: PatternSettings): Pattern[] {
  const rows = detectPatterns(bars, settings)
  return Array.from({ length: rows.length }, (_, row) => rows.at(row))
}

const of = (kind: PatternKind, bars: Bars, settings: PatternSettings) =>
  detected(bars, settings).filter((pattern) => pattern.kind === kind)

const at = (column: Float64Array, i: number) => column[i] ?? Number.NaN

const shape = ({ index, direction, top, bottom }: Pattern) => ({ index, direction, top, bottom })

function gaps({ open, high, low, close, length }: Bars) {
  const found = []
  for (let i = 1; i + 1 < length; i += 1) {
    const body = at(close, i) - at(open, i)
    if (body > 0 && at(high, i - 1) < at(low, i + 1)) {
      found.push({ index: i, direction: 1, top: at(low, i + 1), bottom: at(high, i - 1) })
    }
    if (body < 0 && at(low, i - 1) > at(high, i + 1)) {
      found.push({ index: i, direction: -1, top: at(low, i - 1), bottom: at(high, i + 1) })
    }
  }
  return found
}

function swings(bars: Bars, length: number) {
  const found = []
  for (let i = length; i + length < bars.length; i += 1) {
    const before = Array.from({ length }, (_, k) => i - 1 - k)
    const after = Array.from({ length }, (_, k) => i + 1 + k)
    for (const direction of [1, -1]) {
      const price = (k: number) => direction * at(direction === 1 ? bars.high : bars.low, k)
      const stands =
        before.every((k) => price(k) < price(i)) && after.every((k) => price(k) <= price(i))
      if (stands) found.push({ index: i, direction, level: direction * price(i) })
    }
  }
  return found
}

function isBeyond(bars: Bars, i: number, direction: number, level: number): boolean {
  return direction === 1 ? at(bars.high, i) > level : at(bars.low, i) < level
}

function firstAfter(bars: Bars, index: number, isIt: (i: number) => boolean): number | null {
  for (let i = index + 1; i < bars.length; i += 1) if (isIt(i)) return i
  return null
}

const lifeOf = ({ touchedAt, mitigatedAt, invalidatedAt, expiredAt }: Pattern) => ({
  touchedAt,
  mitigatedAt,
  invalidatedAt,
  expiredAt,
})

function expectedLife(zone: Pattern, bars: Bars, settings: PatternSettings) {
  const { direction, top, bottom, stop } = zone
  const patience = settings.expiry.by === 'bars' ? settings.expiry.bars : 0
  const [near, far] = direction === 1 ? [top, bottom] : [bottom, top]
  const depths = { touch: near, mid: (near + far) / 2, full: far }
  const depth = depths[settings.mitigation]
  const confirmed = firstAfter(bars, -1, (i) => closeTimeOf(bars, i) === zone.confirmedAt) ?? 0
  const last = confirmed + patience
  const time = (i: number | null, limit: number) =>
    i === null || i > limit ? null : closeTimeOf(bars, i)
  const reach = (price: number) => (i: number) =>
    direction === 1 ? at(bars.low, i) <= price : at(bars.high, i) >= price
  const lost = firstAfter(bars, confirmed, (i) => direction * (at(bars.close, i) - stop) < 0)
  const end = Math.min(last, lost ?? last)
  return {
    touchedAt: time(firstAfter(bars, confirmed, reach(near)), end),
    mitigatedAt: time(firstAfter(bars, confirmed, reach(depth)), end),
    invalidatedAt: time(lost, last),
    expiredAt: lost !== null && lost <= last ? null : time(last < bars.length ? last : null, last),
  }
}
