import { type Price, priceOf } from '#core/money/money.ts'

/** How many ticks one row may take together. */
export const GROUPINGS = [1, 5, 10, 50, 100, 500, 1000] as const
export type Grouping = (typeof GROUPINGS)[number]

/** More rows than a screen shows are never drawn. */
export const ROWS_MAX = 60

/** The fixed prices of a ladder: `rows` of them, one step apart, the highest first. */
export type LadderGrid = {
  readonly step: bigint
  /** The number of the top row: its price is `top * step`. */
  readonly top: bigint
  readonly rows: number
}

/** The grid that has `price` in its middle. */
export function gridAround(price: Price, step: bigint, rows: number): LadderGrid {
  return { step, top: price / step + BigInt(Math.floor(rows / 2)), rows }
}

export function rowPrice({ step, top }: LadderGrid, row: number): Price {
  return priceOf((top - BigInt(row)) * step)
}

/** Where a resting order stands: a bid at or below its price, an ask at or above it; never better than it is. */
export function rowOf({ step, top }: LadderGrid, price: Price, side: 'bid' | 'ask'): number {
  const isBetween = price % step !== 0n
  const level = price / step + (side === 'ask' && isBetween ? 1n : 0n)
  return Number(top - level)
}

export function isShown({ rows }: LadderGrid, row: number): boolean {
  return row >= 0 && row < rows
}

/** Whether a price of the touch has left the ladder: then it is centred anew. */
export function hasLeft(grid: LadderGrid, touch: readonly (Price | null)[]): boolean {
  const told = touch.filter((price) => price !== null)
  return told.length > 0 && told.some((price) => !isShown(grid, rowOf(grid, price, 'bid')))
}

/** The finest grouping at which the spread takes no more than a third of the rows. */
export function groupingFor(
  { bid, ask }: { readonly bid: Price | null; readonly ask: Price | null },
  { tick, rows }: { readonly tick: Price; readonly rows: number },
): Grouping {
  if (bid === null || ask === null) return 1
  const fits = (each: Grouping) => (ask - bid) * 3n <= tick * BigInt(each) * BigInt(rows)
  return GROUPINGS.find(fits) ?? GROUPINGS[GROUPINGS.length - 1] ?? 1
}
