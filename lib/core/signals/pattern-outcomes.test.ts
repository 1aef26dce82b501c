import { expect, test } from 'vitest'
import { closeTimeOf } from '#core/market/bars.ts'
import { detectPatterns } from '#core/patterns/detect-patterns.ts'
import type { Pattern } from '#core/patterns/pattern.ts'
import { PatternDetectors } from '#core/patterns/pattern-detectors.ts'
import { PatternOutcomes } from '#core/signals/pattern-outcomes.ts'
import { priceWalk } from '#test/price-walk.ts'

const walk = priceWalk(2_500)
const at = (column: Float64Array, i: number) => column[i] ?? Number.NaN

test('at every bar the rate counts what was over by then, and nothing else', () => {
  const detectors = new PatternDetectors(walk.timeframeMs)
  const outcomes = new PatternOutcomes()
  const rows = detectPatterns(walk)
  const trades = Array.from({ length: rows.length }, (_, row) => rows.at(row))
    .filter(({ kind }) => kind === 'order-block')
    .flatMap(plainOutcome)
  const { openAt, open, high, low, close } = walk
  for (let i = 0; i < walk.length; i += 1) {
    detectors.next(at(openAt, i), at(open, i), at(high, i), at(low, i), at(close, i))
    outcomes.next(detectors.rows, at(high, i), at(low, i))
    const over = trades.filter(({ index }) => index <= i)
    const { hits, count } = outcomes.rateOf('order-block')
    expect({ hits, count }).toEqual({
      hits: over.filter(({ isHit }) => isHit).length,
      count: over.length,
    })
  }
})

/** The same, with the whole series at hand. */
function plainOutcome({ touchedAt, direction, stop, target }: Pattern) {
  if (touchedAt === null) return []
  const reaches = (i: number, price: number, way: number) =>
    way === 1 ? at(walk.high, i) >= price : at(walk.low, i) <= price
  for (let i = 0; i < walk.length; i += 1) {
    const time = closeTimeOf(walk, i)
    if (time < touchedAt) continue
    if (reaches(i, stop, -direction)) return [{ index: i, isHit: false }]
    if (time > touchedAt && reaches(i, target, direction)) return [{ index: i, isHit: true }]
  }
  return []
}
