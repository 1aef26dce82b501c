import { max, min, type Quantity, subtract, zeroQuantity } from '#core/money/money.ts'

/**
 * The most that can stand before an order of ours in its level's queue. Venues do not tell places, so this is a
 * bound, shown as "≤ n": it begins at all the others that the level shows, falls by what trades at the price (a
 * queue is served from the front) and never rises above what the level still shows. What others take back may
 * have stood before or behind us: it lowers the bound only through the level's size. It is never below the truth
 * as long as the level is served by time, which all our venues promise.
 */
export type QueueSight = {
  /** What the level shows now; nothing when the book does not reach it. */
  readonly level: Quantity | null
  /** What of it is ours and unfilled. */
  readonly own: Quantity
  /** The book was told after our order was there: our own size is in the level. */
  readonly isInLevel: boolean
  /** What was traded against our side of the level since the last look. */
  readonly traded: Quantity
}

/** The bound after one more look; null while nothing is known. */
export function queueAhead(before: Quantity | null, sight: QueueSight): Quantity | null {
  const { level, own, isInLevel, traded } = sight
  const others = level === null ? null : isInLevel ? max(subtract(level, own), zeroQuantity) : level
  if (before === null) return others
  const served = max(subtract(before, traded), zeroQuantity)
  return others === null ? served : min(served, others)
}
