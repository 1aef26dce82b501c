import { expect, test } from 'vitest'
import { unixMsOf } from '#core/time/time.ts'
import { ageText, clockText, dateTimeText } from './time-text.ts'

test('times are told in UTC', () => {
  const at = unixMsOf(Date.UTC(2026, 10, 21, 13, 4, 5))
  expect(dateTimeText(at)).toBe('2026-11-21 13:04:05')
  expect(clockText(at)).toBe('13:04:05')
})

test('times are told by the clocks of a zone where one is wanted', () => {
  const midnight = unixMsOf(Date.UTC(2026, 10, 21))
  expect(dateTimeText(midnight, 'Asia/Tokyo')).toBe('2026-11-21 09:00:00')
  expect(dateTimeText(midnight, 'America/New_York')).toBe('2026-11-20 19:00:00')
  expect(clockText(midnight, 'Europe/London')).toBe('00:00:00')
})

test.each([
  [-5, '0 s'],
  [59_999, '59 s'],
  [60_000, '1 m'],
  [3_599_999, '59 m'],
  [86_399_999, '23 h'],
  [86_400_000, '1 d'],
])('an age of %d ms is told as %s', (ageMs, text) => {
  expect(ageText(ageMs)).toBe(text)
})
