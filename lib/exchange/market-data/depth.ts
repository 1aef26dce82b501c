import { SIDE } from '#core/matching/book-sink.ts'
import type { TradingBook } from '../engine/trading-book.ts'
import { priceText, quantityText } from '../instruments.ts'

export const DEPTH_LEVELS_MAX = 5_000

export type DepthSide = readonly (readonly [price: string, quantity: string])[]
export type Depth = { readonly bids: DepthSide; readonly asks: DepthSide }

const levels = new Float64Array(DEPTH_LEVELS_MAX * 2)

/** The best levels of both sides as the dialect prints them. */
export function readDepth(book: TradingBook, limit: number): Depth {
  return { bids: readSide(book, SIDE.BUY, limit), asks: readSide(book, SIDE.SELL, limit) }
}

function readSide(book: TradingBook, side: 0 | 1, limit: number): DepthSide {
  const count = book.book.depth(side, limit, levels)
  const out: [string, string][] = []
  for (let i = 0; i < count; i++) {
    const ticks = levels[2 * i] ?? 0
    const lots = levels[2 * i + 1] ?? 0
    out.push([priceText(book.instrument, ticks), quantityText(book.instrument, lots)])
  }
  return out
}
