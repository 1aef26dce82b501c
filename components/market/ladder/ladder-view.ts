import type { PublicPayload } from '#api/stream.ts'
import { decimalsOf, moneyText } from '#components/ui/money-text.ts'
import type { Instrument } from '#core/market/instrument.ts'
import {
  type Amount,
  add,
  isZero,
  notional,
  type Price,
  type Quantity,
  subtract,
  zeroQuantity,
} from '#core/money/money.ts'
import { isShown, type LadderGrid, rowOf, rowPrice } from './ladder-grid.ts'
import { depthOfRows } from './ladder-levels.ts'
import type { LadderTracker } from './ladder-tracker.ts'
import type { LadderOrder } from './own-orders.ts'

/** One own order as a row shows it, as text: rows that say the same are not drawn again. */
export type OrderChip = {
  readonly id: string
  readonly side: 'buy' | 'sell'
  readonly mark: LadderOrder['mark']
  readonly isStop: boolean
  readonly size: string
  /** "≤ 1.2"; empty where no place in a queue can be told. */
  readonly ahead: string
}

/** What a row shows; equal texts are an equal row. */
export type RowView = {
  readonly row: number
  readonly price: string
  readonly bid: string
  readonly ask: string
  readonly bidPercent: number
  readonly askPercent: number
  readonly volume: string
  readonly pnl: string
  readonly touch: 'bid' | 'ask' | 'spread' | ''
  readonly isLast: boolean
  readonly isAverage: boolean
  readonly orders: readonly OrderChip[]
}

export type LadderPosition = { readonly quantity: Quantity; readonly averagePrice: Price | null }

export type LadderFacts = {
  readonly grid: LadderGrid
  readonly instrument: Instrument
  readonly book: PublicPayload<'book'>
  readonly tracker: LadderTracker
  readonly orders: readonly LadderOrder[]
  readonly position: LadderPosition | null
}

const SIZE_DECIMALS_MAX = 6
const VOLUME_DECIMALS_MAX = 3

/** The rows of a ladder, the highest price first. Pure but for what the tracker remembers. */
export function ladderView(facts: LadderFacts): readonly RowView[] {
  const { grid, book, instrument, position } = facts
  const [bestBid, bestAsk] = [book.bids[0]?.[0] ?? null, book.asks[0]?.[0] ?? null]
  const rowAt = (price: Price | null, side: 'bid' | 'ask') =>
    price === null ? null : rowOf(grid, price, side)
  const touch = { bid: rowAt(bestBid, 'bid'), ask: rowAt(bestAsk, 'ask') }
  const last = rowAt(facts.tracker.lastPrice, 'bid')
  const average = rowAt(position?.averagePrice ?? null, 'bid')
  const orders = chipsByRow(facts)
  const volumes = volumesByRow(facts)
  const decimals = decimalsOf(instrument.priceTick)
  return depthOfRows(grid, book).map((depth, row) => {
    const price = rowPrice(grid, row)
    return {
      row,
      price: moneyText(price, { decimalsMin: decimals, decimalsMax: decimals }),
      bid: sizeText(depth.bid),
      ask: sizeText(depth.ask),
      bidPercent: depth.bidPercent,
      askPercent: depth.askPercent,
      volume: volumes[row] ?? '',
      pnl: pnlText(price, position),
      touch: touchOf(row, touch),
      isLast: row === last,
      isAverage: row === average,
      orders: orders.get(row) ?? NO_ORDERS,
    }
  })
}

const NO_ORDERS: readonly OrderChip[] = []

function chipsByRow({ grid, orders, tracker }: LadderFacts): Map<number, readonly OrderChip[]> {
  const rows = new Map<number, readonly OrderChip[]>()
  for (const { id, side, mark, isStop, left, price } of orders) {
    const row = rowOf(grid, price, side === 'buy' ? 'bid' : 'ask')
    if (!isShown(grid, row)) continue
    const ahead = tracker.aheadOf(id)
    const chip: OrderChip = {
      ...{ id, side, mark, isStop },
      size: moneyText(left),
      ahead:
        ahead === null
          ? ''
          : `≤ ${moneyText(ahead, { decimalsMax: VOLUME_DECIMALS_MAX, rounding: 'up' })}`,
    }
    rows.set(row, [...(rows.get(row) ?? []), chip])
  }
  return rows
}

/** A row of several ticks has traded what its ticks have. */
function volumesByRow({ grid, tracker }: LadderFacts): readonly string[] {
  const sums = new Array<Quantity>(grid.rows).fill(zeroQuantity)
  for (const [price, quantity] of tracker.volumes) {
    const row = rowOf(grid, price, 'bid')
    const sum = sums[row]
    if (sum !== undefined) sums[row] = add(sum, quantity)
  }
  return sums.map((sum) =>
    isZero(sum) ? '' : moneyText(sum, { decimalsMax: VOLUME_DECIMALS_MAX }),
  )
}

/** What the position would have earned had it been closed at a price. */
function pnlText(price: Price, position: LadderPosition | null): string {
  if (position?.averagePrice == null || isZero(position.quantity)) return ''
  const earned: Amount = notional(
    subtract(price, position.averagePrice),
    position.quantity,
    'halfEven',
  )
  return moneyText(earned, { decimalsMin: 2, decimalsMax: 2, isSigned: true })
}

function sizeText(size: Quantity): string {
  return isZero(size) ? '' : moneyText(size, { decimalsMax: SIZE_DECIMALS_MAX })
}

function touchOf(
  row: number,
  { bid, ask }: { readonly bid: number | null; readonly ask: number | null },
): RowView['touch'] {
  if (row === bid) return 'bid'
  if (row === ask) return 'ask'
  return bid !== null && ask !== null && row > ask && row < bid ? 'spread' : ''
}
