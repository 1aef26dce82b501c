import { expect, test } from 'vitest'
import { unixMsOf } from '#core/time/time.ts'
import { levelText, reasonsText, scoreText } from './signal-words.ts'

const evidence = { confirmedAt: unixMsOf(0), top: 2, bottom: 1 }

test('reasons are told with their points, the weightiest first', () => {
  const text = reasonsText([
    { kind: 'pattern', points: 1, pattern: 'fvg' },
    { kind: 'opposes', points: -1.5, pattern: 'choch', timeframeMs: 60_000, ...evidence },
    { kind: 'agrees', points: 2.25, pattern: 'order-block', timeframeMs: 900_000, ...evidence },
    {
      kind: 'hit-rate',
      points: 0.4,
      hitRate: { kind: 'known', hits: 40, count: 90, rate: 0.444, low: 0.346, high: 0.547 },
    },
  ])
  expect(text).toBe(
    '+2.3 Order block on 15m agrees; −1.5 Change of character on 1m opposes; +1 Fair value gap itself; +0.4 40 of 90 hit, 35 to 55 %',
  )
})

test('a score shows no more digits than mean something', () => {
  expect([scoreText(4.7499999), scoreText(-0.05)]).toEqual(['4.7', '0'])
})

test('a level has the decimals of its instrument’s tick', () => {
  expect(levelText(97_123.456_789_1, 2)).toBe('97,123.46')
  expect(levelText(97_123, 2)).toBe('97,123.00')
  expect(levelText(97_123.456_789_1, null)).toBe('97,123.457')
})
