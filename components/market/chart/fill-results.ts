import type { FillView } from '#api/codecs/fill.ts'
import type { Instrument } from '#core/market/instrument.ts'
import { type Amount, subtract } from '#core/money/money.ts'
import { compareFills } from '#core/orders/fill.ts'
import { applyFill } from '#core/portfolio/apply-fill.ts'
import { emptyPosition, type Position } from '#core/portfolio/position.ts'

/**
 * What each fill realised, fees in quote included, found by telling every book its fills again from the first.
 * Right only when `fills` are all there are of the instrument in those books.
 */
export function fillResults(
  fills: readonly FillView[],
  instrument: Instrument,
): ReadonlyMap<string, Amount> {
  const results = new Map<string, Amount>()
  const positions = new Map<string, Position>()
  for (const fill of fills.toSorted(compareFills)) {
    const before = positions.get(fill.bookId) ?? emptyPosition(fill.bookId, fill.instrumentId)
    const after = applyFill(before, fill, instrument)
    positions.set(fill.bookId, after)
    results.set(fill.id, subtract(after.realizedPnl, before.realizedPnl))
  }
  return results
}
