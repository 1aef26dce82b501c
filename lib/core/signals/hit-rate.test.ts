import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hitRate, OUTCOMES_MIN } from '#core/signals/hit-rate.ts'

test('too few outcomes say nothing', () => {
  expect(hitRate(20, OUTCOMES_MIN - 1)).toEqual({ kind: 'n/a', hits: 20, count: OUTCOMES_MIN - 1 })
  expect(hitRate(20, OUTCOMES_MIN).kind).toBe('known')
})

test("the interval is Wilson's", () => {
  // 10 of 50, as in the worked examples of Newcombe, Statistics in Medicine 17 (1998): 0.1124 to 0.3304.
  const rate = hitRate(10, 50)
  expect(rate).toMatchObject({
    rate: 0.2,
    low: expect.closeTo(0.1124, 4),
    high: expect.closeTo(0.3304, 4),
  })
})

test('the interval stays within what a rate can be, around the rate', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: OUTCOMES_MIN, max: 5_000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (count, share) => {
        const rate = hitRate(Math.round(share * count), count)
        if (rate.kind === 'n/a') throw new Error('there are enough')
        expect(rate.low).toBeGreaterThanOrEqual(0)
        expect(rate.high).toBeLessThanOrEqual(1)
        expect(rate.low).toBeLessThanOrEqual(rate.rate + 1e-12)
        expect(rate.high).toBeGreaterThanOrEqual(rate.rate - 1e-12)
      },
    ),
  )
})
