import { expect, test } from 'vitest'
import { memorySlope } from './memory-slope.ts'

const MINUTE_MS = 60_000
const growing = (perMinute: number, noise: (minute: number) => number) =>
  Array.from({ length: 61 }, (_, minute) => ({
    at: 1_000 + minute * MINUTE_MS,
    bytes: 1_000_000 + minute * perMinute + noise(minute),
  }))

test('a line of memory has its own slope and no error', () => {
  const slope = memorySlope(growing(100, () => 0))
  expect(slope?.bytesPerHour).toBeCloseTo(6_000, 6)
  expect(slope?.errorPerHour).toBeCloseTo(0, 6)
  expect(slope).toMatchObject({ samples: 61, firstBytes: 1_000_000, lastBytes: 1_006_000 })
})

test('what goes up and down is within the error of no slope', () => {
  const slope = memorySlope(growing(0, (minute) => (minute % 2) * 5_000))
  expect(Math.abs(slope?.bytesPerHour ?? Number.NaN)).toBeLessThan(slope?.errorPerHour ?? 0)
  expect(slope?.worstBytes).toBe(1_005_000)
})

test('two samples have no slope that could be told', () => {
  expect(memorySlope(growing(100, () => 0).slice(0, 2))).toBeNull()
})
