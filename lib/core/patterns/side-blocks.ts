import type { Direction } from '#core/patterns/pattern.ts'
import type { RecentBars } from '#core/patterns/recent-bars.ts'

/** A displacement begins at most so many bars after its order block. */
const REACH_BARS = 10
const NONE = -1

/** The last bar against a side's direction: the order block of a displacement that may follow. */
export class SideBlocks {
  index = NONE
  private readonly bars: RecentBars
  private readonly sign: Direction

  constructor(bars: RecentBars, sign: Direction) {
    this.bars = bars
    this.sign = sign
  }

  /** Whether the newest bar, as its side sees it, closes clear of the block and so far from its low. */
  isLeftBy(close: number, displacement: number): boolean {
    if (this.index === NONE || this.bars.index - this.index > REACH_BARS) return false
    return close > this.high && close - this.low >= displacement
  }

  get open(): number {
    return this.sign * this.bars.open(this.index)
  }

  get high(): number {
    return this.sign > 0 ? this.bars.high(this.index) : -this.bars.low(this.index)
  }

  get low(): number {
    return this.sign > 0 ? this.bars.low(this.index) : -this.bars.high(this.index)
  }

  get close(): number {
    return this.sign * this.bars.close(this.index)
  }

  /** A block is told once. */
  forget(): void {
    this.index = NONE
  }
}
