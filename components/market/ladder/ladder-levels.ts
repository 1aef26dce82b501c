import { type Price, type Quantity, quantityOf } from '#core/money/money.ts'
import { isShown, type LadderGrid, rowOf } from './ladder-grid.ts'

type Level = readonly [Price, Quantity]

/** What one row has on each side, and how long its bars are: a share of the longest shown, in whole percent. */
export type RowDepth = {
  readonly bid: Quantity
  readonly ask: Quantity
  readonly bidPercent: number
  readonly askPercent: number
}

const WHOLE = 100n

/** The book in the rows of a grid. Several levels in one row add up. */
export function depthOfRows(
  grid: LadderGrid,
  book: { readonly bids: readonly Level[]; readonly asks: readonly Level[] },
): readonly RowDepth[] {
  const bids = sums(grid, book.bids, 'bid')
  const asks = sums(grid, book.asks, 'ask')
  const longest = [...bids, ...asks].reduce((most, size) => (size > most ? size : most), 0n)
  const percent = (size: bigint) => (longest === 0n ? 0 : Number((size * WHOLE) / longest))
  return bids.map((bid, row) => {
    const ask = asks[row] ?? 0n
    return {
      bid: quantityOf(bid),
      ask: quantityOf(ask),
      bidPercent: percent(bid),
      askPercent: percent(ask),
    }
  })
}

function sums(grid: LadderGrid, levels: readonly Level[], side: 'bid' | 'ask'): readonly bigint[] {
  const rows = new Array<bigint>(grid.rows).fill(0n)
  for (const [price, size] of levels) {
    const row = rowOf(grid, price, side)
    if (isShown(grid, row)) rows[row] = (rows[row] ?? 0n) + size
  }
  return rows
}
