import { expect, test } from 'vitest'
import { atr } from '#core/indicators/atr.ts'
import { AverageRange } from '#core/patterns/average-range.ts'
import { priceWalk } from '#test/price-walk.ts'

test('the average range of the detectors is the indicator, to the last bit', () => {
  const { high, low, close, length } = priceWalk(300)
  const indicator = atr(14)
  const range = new AverageRange()
  const at = (column: Float64Array, i: number) => column[i] ?? Number.NaN
  for (let i = 0; i < length; i += 1) {
    const bar = { high: at(high, i), low: at(low, i), close: at(close, i) }
    range.next(bar.high, bar.low, bar.close)
    expect(range.value).toBe(indicator.next(bar))
  }
})
