import { expect, test } from 'vitest'
import { monthOf } from './month.ts'
import { toIso } from './time.ts'

test.each([
  ['2026-11', '2026-11-01T00:00:00.000Z', '2026-12-01T00:00:00.000Z'],
  ['2026-12', '2026-12-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z'],
  ['2028-02', '2028-02-01T00:00:00.000Z', '2028-03-01T00:00:00.000Z'],
])('%s runs from %s up to %s', (text, from, to) => {
  const { fromAt, toAt } = monthOf(text)
  expect([toIso(fromAt), toIso(toAt)]).toEqual([from, to])
})

test.each(['2026-13', '2026-00', '2026-1', 'november'])('%s is no month', (text) => {
  expect(() => monthOf(text)).toThrow('a month is written like 2026-11')
})
