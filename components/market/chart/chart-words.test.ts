import { expect, test } from 'vitest'
import { unixMsOf } from '#core/time/time.ts'
import { countdownText } from './candle-countdown.ts'
import { GAP_POINTS_MAX, gapBefore } from './gap-points.ts'
import { intervalChoices, parseInterval } from './interval-text.ts'

test.each([
  [0, '1m', '1:00'],
  [18_000, '1m', '0:42'],
  [59_001, '1m', '0:01'],
  [59_999, '1m', '0:01'],
  [3_600_000 - 1, '1h', '0:01'],
  [0, '4h', '4:00:00'],
  [10_491_000, '4h', '1:05:09'],
] as const)('at %d ms a candle of %s runs for %s', (now, timeframe, text) => {
  expect(countdownText(unixMsOf(now), timeframe)).toBe(text)
})

test.each([
  ['1', '1m'],
  ['5', '5m'],
  ['15m', '15m'],
  ['60', '1h'],
  ['1H', '1h'],
  ['240', '4h'],
  ['1 d', '1d'],
  ['1440', '1d'],
  ['7', null],
  ['', null],
  ['h', null],
  ['1w', null],
] as const)('typed %j means %s', (text, timeframe) => {
  expect(parseInterval(text)).toBe(timeframe)
})

test('what is typed offers what it may become, the exact one first', () => {
  expect(intervalChoices('1')).toEqual(['1m', '15m', '1h', '1d'])
  expect(intervalChoices('60')).toEqual(['1h'])
  expect(intervalChoices('9')).toEqual([])
})

test('a gap is as wide as its missing candles, and no wider than its limit', () => {
  const at = (openAt: number) => ({ openAt: unixMsOf(openAt) })
  expect(gapBefore(at(400), at(100), 100)).toEqual([200, 300])
  expect(gapBefore(at(200), at(100), 100)).toEqual([])
  expect(gapBefore(at(200), undefined, 100)).toEqual([])
  const long = gapBefore(at(100_000), at(0), 10)
  expect(long).toHaveLength(GAP_POINTS_MAX)
  expect(long.at(-1)).toBe(99_990)
})
