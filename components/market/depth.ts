import { type Price, type Quantity, zeroQuantity } from '#core/money/money.ts'

/** One level of the book with how much stands up to it, and that as a share of the deepest shown. */
export type DepthLevel = {
  readonly price: Price
  readonly quantity: Quantity
  /** Whole percent, for the bar behind the level. */
  readonly depthPercent: number
}

type Level = readonly [Price, Quantity]

const WHOLE = 100n

/** The best levels of both sides; the bars of both are measured by the deeper side. */
export function depthOf(
  book: { readonly bids: readonly Level[]; readonly asks: readonly Level[] },
  levels: number,
): { readonly bids: readonly DepthLevel[]; readonly asks: readonly DepthLevel[] } {
  const bids = summed(book.bids.slice(0, levels))
  const asks = summed(book.asks.slice(0, levels))
  const deepest = [bids, asks].reduce(
    (most, side) => ((side.at(-1)?.sum ?? 0n) > most ? (side.at(-1)?.sum ?? 0n) : most),
    0n,
  )
  const percent = (sum: bigint) => (deepest === 0n ? 0 : Number((sum * WHOLE) / deepest))
  const shown = ({ price, quantity, sum }: Summed) => ({
    price,
    quantity,
    depthPercent: percent(sum),
  })
  return { bids: bids.map(shown), asks: asks.map(shown) }
}

type Summed = { readonly price: Price; readonly quantity: Quantity; readonly sum: bigint }

function summed(levels: readonly Level[]): readonly Summed[] {
  let sum: bigint = zeroQuantity
  return levels.map(([price, quantity]) => {
    sum += quantity
    return { price, quantity, sum }
  })
}
