import { expect, test } from 'vitest'
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '#core/time/time.ts'
import { MONTH_MS_MAX, timeframeLengthMs, timeframeName } from './timeframe-length.ts'

test.each([
  ['1s', SECOND_MS],
  ['90s', 90 * SECOND_MS],
  ['15m', 15 * MINUTE_MS],
  ['4h', 4 * HOUR_MS],
  ['1d', DAY_MS],
  ['1w', 7 * DAY_MS],
  ['1M', MONTH_MS_MAX],
])('%s is a timeframe and is written as it is read', (text, lengthMs) => {
  expect(timeframeLengthMs(text)).toBe(lengthMs)
  expect(timeframeName(lengthMs)).toBe(text)
})

test.each(['', '0m', 'm', '1', '1x', '-1m', '1.5h', '2M', '1 m', '100000s'])(
  '%j is no timeframe',
  (text) => {
    expect(timeframeLengthMs(text)).toBeNull()
  },
)

test('a day of hours is named by its longest unit', () => {
  expect(timeframeName(timeframeLengthMs('24h') ?? 0)).toBe('1d')
})
