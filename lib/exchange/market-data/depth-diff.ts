import { SIDE } from '#core/matching/book-sink.ts'
import { priceText, quantityText } from '../instruments.ts'
import type { DepthSide } from './depth.ts'
import type { LevelWatcher, SymbolData } from './symbol-data.ts'

export type DepthUpdate = {
  readonly firstUpdateId: number
  readonly lastUpdateId: number
  readonly bids: DepthSide
  readonly asks: DepthSide
}

/**
 * Collects the levels of one symbol that change between two reads. Each update begins at the id after the last one's
 * end, so a client that misses one notices.
 */
export class DepthDiff implements LevelWatcher {
  private readonly data: SymbolData
  private readonly changed: readonly [Set<number>, Set<number>] = [new Set(), new Set()]
  private nextUpdateId: number

  constructor(data: SymbolData) {
    this.data = data
    this.nextUpdateId = data.updateId + 1
    data.levelWatchers.add(this)
  }

  levelChanged(side: 0 | 1, priceTicks: number): void {
    this.changed[side].add(priceTicks)
  }

  /** What changed since the last read, with the quantities of now; null when nothing did. */
  read(): DepthUpdate | null {
    const lastUpdateId = this.data.updateId
    if (lastUpdateId < this.nextUpdateId) return null
    const update = {
      firstUpdateId: this.nextUpdateId,
      lastUpdateId,
      bids: this.readSide(SIDE.BUY),
      asks: this.readSide(SIDE.SELL),
    }
    this.nextUpdateId = lastUpdateId + 1
    return update
  }

  stop(): void {
    this.data.levelWatchers.delete(this)
  }

  private readSide(side: 0 | 1): DepthSide {
    const { book, instrument } = this.data.book
    const levels = Array.from(
      this.changed[side],
      (ticks) =>
        [priceText(instrument, ticks), quantityText(instrument, book.lotsAt(side, ticks))] as const,
    )
    this.changed[side].clear()
    return levels
  }
}
