import { describe, expect, test } from 'vitest'
import { detectPatterns } from '#core/patterns/detect-patterns.ts'
import type { Pattern } from '#core/patterns/pattern.ts'
import { PATTERN_SETTINGS, type PatternSettings } from '#core/patterns/pattern-settings.ts'
import { HOUR_MS } from '#core/time/time.ts'
import { type BarText, barsFrom } from '#test/backtest-bars.ts'

/** Bars drawn by hand: open, high, low, close. Bar i opens at i hours and closes an hour later. */
const SHORT: Partial<PatternSettings> = { swingLength: 1, displacementAtr: 0 }
const closeOf = (bar: number) => (bar + 1) * HOUR_MS

describe('a gap', () => {
  const rising: readonly BarText[] = [
    [10, 11, 9, 10],
    [10, 15, 10, 15],
    [15, 17, 13, 16],
  ]

  test('is known with the bar after the one that left it, between its neighbours', () => {
    expect(found('fvg', rising)).toEqual([
      expect.objectContaining({
        direction: 1,
        index: 1,
        formedAt: HOUR_MS,
        confirmedAt: closeOf(2),
        top: 13,
        bottom: 11,
        level: 12,
        entry: 13,
        stop: 11,
        target: 17,
        r: 2,
        touchedAt: null,
      }),
    ])
    expect(found('fvg', rising.slice(0, 2))).toEqual([])
  })

  test.each([
    ['touch', [3, 3]],
    ['mid', [3, 4]],
    ['full', [3, 5]],
  ] as const)('is used up by %s', (mitigation, [touched, mitigated]) => {
    const back: readonly BarText[] = [
      [16, 16, 13, 14],
      [14, 14, 12, 14],
      [14, 14, 11, 12],
      [12, 12, 10, 10.5],
    ]
    const [gap] = found('fvg', [...rising, ...back], { mitigation })
    expect(gap).toMatchObject({
      touchedAt: closeOf(touched),
      mitigatedAt: closeOf(mitigated),
      invalidatedAt: closeOf(6),
      expiredAt: null,
    })
  })

  test('is given up after its bars or its time', () => {
    const away = Array.from({ length: 20 }, (_, i): BarText => [16 + i, 17 + i, 15 + i, 16.5 + i])
    const expiredAt = (expiry: PatternSettings['expiry']) =>
      found('fvg', [...rising, ...away], { expiry })[0]?.expiredAt
    expect(expiredAt({ by: 'bars', bars: 4 })).toBe(closeOf(6))
    expect(expiredAt({ by: 'time', ms: 4 * HOUR_MS })).toBe(closeOf(6))
    expect(expiredAt({ by: 'bars', bars: 100 })).toBeNull()
  })

  test('is given up once price has run so many average ranges away', () => {
    const calm = Array.from({ length: 14 }, (): BarText => [10, 11, 9, 10])
    const away: readonly BarText[] = [
      [16, 18, 15, 17],
      [17, 30, 16, 29],
    ]
    // Five ranges of some 2.6 above 13, where the gap begins: the last bar is the first beyond them.
    const settings: Partial<PatternSettings> = { expiry: { by: 'atr', multiple: 5 } }
    const [gap] = found('fvg', [...calm, ...rising, ...away], settings)
    expect(gap).toMatchObject({ top: 13, expiredAt: closeOf(18), touchedAt: null })
  })
})

describe('a swing and what becomes of it', () => {
  const peak: readonly BarText[] = [
    [10, 11, 9, 10],
    [10, 14, 10, 12],
    [12, 13, 9, 10],
  ]

  test('is known with the last bar to its right', () => {
    expect(found('swing', peak)).toEqual([
      expect.objectContaining({ direction: 1, index: 1, level: 14, confirmedAt: closeOf(2) }),
    ])
  })

  test('swept by a wick, it expects lower prices and fails above the wick', () => {
    const sweep: readonly BarText[] = [...peak, [10, 15, 10, 13]]
    expect(found('liquidity-sweep', sweep)).toEqual([
      expect.objectContaining({
        direction: -1,
        index: 3,
        anchorIndex: 1,
        level: 14,
        top: 15,
        bottom: 14,
        stop: 15,
        confirmedAt: closeOf(3),
        members: 1,
      }),
    ])
    expect(found('bos', sweep)).toEqual([])
    expect(found('swing', sweep)[0]).toMatchObject({ mitigatedAt: closeOf(3), invalidatedAt: null })
  })

  test('closed above, it is broken: the first break tells structure, and a turn of it character', () => {
    const broken: readonly BarText[] = [...peak, [10, 16, 8, 15], [15, 16, 14, 15], [15, 15, 5, 6]]
    expect(found('liquidity-sweep', broken.slice(0, 4))).toEqual([])
    expect(found('bos', broken)).toEqual([
      expect.objectContaining({ direction: 1, index: 3, anchorIndex: 1, level: 14 }),
    ])
    expect(found('choch', broken)).toEqual([
      expect.objectContaining({ direction: -1, index: 5, anchorIndex: 3, level: 8 }),
    ])
  })

  test('two highs within a tenth of the average range are swept as one level', () => {
    const calm = Array.from({ length: 14 }, (): BarText => [10, 11, 9, 10])
    const twice: readonly BarText[] = [
      ...calm,
      [10, 14.1, 9, 10],
      [10, 11, 9, 10],
      [10, 14, 9, 10],
      [10, 11, 9, 10],
      [10, 15, 9, 10],
    ]
    expect(found('liquidity-sweep', twice)).toEqual([
      expect.objectContaining({ level: 14.1, anchorIndex: 14, members: 2 }),
    ])
  })
})

test('an order block is the last bar against a displacement that leaves a gap, told once', () => {
  const calm = Array.from({ length: 14 }, (): BarText => [10, 11, 9, 10])
  const rise: readonly BarText[] = [
    ...calm,
    [10, 10.5, 8, 9],
    [9, 13, 9, 13],
    [13, 15, 12, 15],
    [15, 18, 14, 18],
  ]
  const block = { direction: 1, index: 14, confirmedAt: closeOf(16), top: 10.5, bottom: 8, stop: 8 }
  expect(found('order-block', rise)).toEqual([expect.objectContaining(block)])
  const body = { top: 10, bottom: 9, stop: 8 }
  expect(found('order-block', rise, { blockZone: 'body' })).toEqual([expect.objectContaining(body)])
  expect(found('order-block', rise, { displacementAtr: 9 })).toEqual([])
})

function found(
  kind: Pattern['kind'],
  rows: readonly BarText[],
  settings: Partial<PatternSettings> = {},
): Pattern[] {
  const told = detectPatterns(barsFrom(rows), { ...PATTERN_SETTINGS, ...SHORT, ...settings })
  const patterns = Array.from({ length: told.length }, (_, row) => told.at(row))
  return patterns.filter((pattern) => pattern.kind === kind)
}
