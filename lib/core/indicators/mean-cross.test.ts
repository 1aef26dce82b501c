import { describe, expect, test } from 'vitest'
import {
  fillWindowSums,
  findMeanCrosses,
  meanAt,
  meanCross,
  type Windows,
} from '#core/indicators/mean-cross.ts'
import { sma } from '#core/indicators/sma.ts'
import type { Bars } from '#core/market/bars.ts'
import { priceWalk } from '#test/price-walk.ts'

const WINDOWS: Windows = { fast: 10, slow: 30 }
const CENTS = 100

/** Prices in cents, where averages often meet. */
function inCents(length: number): Bars {
  const bars = priceWalk(length)
  bars.close.forEach((close, i) => {
    bars.close[i] = Math.round(close * CENTS) / CENTS
  })
  return bars
}

describe('crossings of two averages', () => {
  test('on a grid are those of whole numbers, ties and all', () => {
    const bars = inCents(20_000)
    const cents = Array.from(bars.close, (close) => BigInt(Math.round(close * CENTS)))
    const sum = (length: number, i: number) =>
      cents.slice(i - length + 1, i + 1).reduce((total, price) => total + price, 0n)
    const sideAt = (i: number) => {
      const difference = sum(WINDOWS.fast, i) * BigInt(WINDOWS.slow)
      const other = sum(WINDOWS.slow, i) * BigInt(WINDOWS.fast)
      return difference > other ? 1 : difference < other ? -1 : 0
    }
    const wanted = Array.from(cents, (_, i) => {
      const isFull = i >= WINDOWS.slow
      return isFull && sideAt(i) * sideAt(i - 1) < 0 ? sideAt(i) : 0
    })
    expect(crossesOf(bars, 0.01)).toEqual(wanted)
  })

  test('are 38,409 in a million bars of cents, where floating point finds 688 that never were', () => {
    const bars = inCents(1_000_000)
    const count = (tick: number | null) => {
      const at = meanCross(bars, tick, WINDOWS)
      let found = 0
      for (let i = 0; i < bars.length; i++) found += Math.abs(at(i))
      return found
    }
    expect(count(0.01)).toBe(38_409)
    expect(count(null)).toBe(38_409 + 688)
  })

  test.each([0.01, null])('from shared columns are the same to the last bit (tick %s)', (tick) => {
    const bars = tick === null ? priceWalk(5_000) : inCents(5_000)
    const column = (length: number) => {
      const sums = new Float64Array(bars.length)
      fillWindowSums(bars, tick, length, sums)
      return sums
    }
    const found = new Int32Array(bars.length)
    const count = findMeanCrosses(column(WINDOWS.fast), column(WINDOWS.slow), WINDOWS, found)
    const crosses = crossesOf(bars, tick)
    const wanted = crosses.flatMap((cross, i) => (cross === 0 ? [] : [cross > 0 ? i : ~i]))
    expect([...found.subarray(0, count)]).toEqual(wanted)
  })
})

test('the mean at a bar is that of the simple moving average', () => {
  const bars = inCents(200)
  const average = sma(WINDOWS.slow)
  bars.close.forEach((close, i) => {
    const wanted = average.next(close)
    const found = meanAt(bars, WINDOWS.slow, i)
    if (Number.isNaN(wanted)) expect(found).toBeNaN()
    else expect(found).toBeCloseTo(wanted, 9)
  })
})

function crossesOf(bars: Bars, tick: number | null): number[] {
  const at = meanCross(bars, tick, WINDOWS)
  return Array.from({ length: bars.length }, (_, i) => at(i))
}
