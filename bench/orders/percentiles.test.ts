import { expect, test } from 'vitest'
import { percentiles } from './percentiles.ts'

test('a percentile is the smallest measured value that so many do not exceed', () => {
  const values = Array.from({ length: 200 }, (_, i) => 200 - i)
  expect(percentiles(values)).toEqual({ p50: 100, p95: 190, p99: 198 })
})

test('one value is every percentile of itself', () => {
  expect(percentiles([7])).toEqual({ p50: 7, p95: 7, p99: 7 })
})

test('nothing has no percentiles', () => {
  expect(() => percentiles([])).toThrow(RangeError)
})
