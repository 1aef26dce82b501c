import { expect, test } from 'vitest'
import { deflatedSharpe, sharpeByChance } from '#core/metrics/deflated-sharpe.ts'
import { normalCdf, normalQuantile } from '#core/metrics/normal-distribution.ts'

/** Bailey and Lopez de Prado, 2014: five years of 250 days, skewness -3, kurtosis 10, a ratio of 2.5 a year. */
const MOMENTS = { count: 1_250, mean: 0, deviation: 1, skewness: -3, kurtosis: 10 }
const RATIO = 2.5 / Math.sqrt(250)
const DEVIATION = Math.sqrt(0.5 / 250)

test('the numerical example of the paper', () => {
  const trials = { count: 100, deviation: DEVIATION }
  expect(sharpeByChance(trials)).toBeCloseTo(0.1132, 4)
  expect(deflatedSharpe(RATIO, MOMENTS, trials)).toBeCloseTo(0.9004, 4)
  expect(deflatedSharpe(RATIO, MOMENTS, { count: 46, deviation: DEVIATION })).toBeCloseTo(0.9505, 4)
})

test('more trials make the same ratio worth less; a single one costs nothing', () => {
  const worth = [1, 2, 10, 1_000].map((count) =>
    deflatedSharpe(RATIO, MOMENTS, { count, deviation: DEVIATION }),
  )
  expect(worth).toEqual(worth.toSorted((a, b) => b - a))
  expect(sharpeByChance({ count: 1, deviation: DEVIATION })).toBe(0)
})

test.each([
  [0, 0.5],
  [1, 0.841_344_746_068_542_9],
  [1.959_963_984_540_054, 0.975],
  [-5, 2.866_515_718_791_939_1e-7],
  [-10, 7.619_853_024_160_527e-24],
])('the normal distribution below %s', (x, part) => {
  expect(Math.abs(normalCdf(x) / part - 1)).toBeLessThan(1e-13)
  expect(normalQuantile(part)).toBeCloseTo(x, 9)
})
