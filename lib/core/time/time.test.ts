import { expect, test } from 'vitest'
import {
  DAY_MS,
  floorTo,
  HOUR_MS,
  MINUTE_MS,
  SECOND_MS,
  toIso,
  UNIX_MS_MAX,
  unixMsOf,
} from '#core/time/time.ts'

const noon = unixMsOf(Date.UTC(2025, 3, 3, 12, 34, 56, 789))

test('an instant is floored to the start of its UTC step', () => {
  const floors = [SECOND_MS, MINUTE_MS, HOUR_MS, DAY_MS].map((step) => toIso(floorTo(noon, step)))
  expect(floors).toEqual([
    '2025-04-03T12:34:56.000Z',
    '2025-04-03T12:34:00.000Z',
    '2025-04-03T12:00:00.000Z',
    '2025-04-03T00:00:00.000Z',
  ])
})

test('the start of a step is its own floor', () => {
  const start = floorTo(noon, HOUR_MS)
  expect(floorTo(start, HOUR_MS)).toBe(start)
})

test.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, UNIX_MS_MAX + 1])(
  '%d is not a time',
  (value) => {
    expect(() => unixMsOf(value)).toThrow('a time is whole milliseconds')
  },
)

test('the first and the last instant are times', () => {
  expect(toIso(unixMsOf(0))).toBe('1970-01-01T00:00:00.000Z')
  expect(toIso(unixMsOf(UNIX_MS_MAX))).toBe('9999-12-31T23:59:59.999Z')
})

test.each([0, -1, 0.5])('%d is not a step', (step) => {
  expect(() => floorTo(noon, step)).toThrow('a step is a whole number of milliseconds')
})
