import type { AverageRange } from '#core/patterns/average-range.ts'
import type { Direction } from '#core/patterns/pattern.ts'
import type { RecentBars } from '#core/patterns/recent-bars.ts'
import type { SideBar } from '#core/patterns/side-bar.ts'
import type { SideSight } from '#core/patterns/side-sight.ts'

/** A displacement begins at most so many bars after its order block. */
const REACH_BARS = 10
const NONE = -1

/** The last bar against a side's direction: the order block of a displacement that may follow. */
export class SideBlocks {
  index = NONE
  private readonly bars: RecentBars
  private readonly bar: SideBar
  private readonly range: AverageRange
  private readonly sign: Direction

  constructor(sight: SideSight) {
    this.bars = sight.bars
    this.bar = sight.bar
    this.range = sight.range
    this.sign = sight.sign
  }

  /** Whether the newest bar closes clear of the block, and so many average ranges from its low. */
  isLeftBy(displacementAtr: number): boolean {
    if (this.index === NONE || this.bars.index - this.index > REACH_BARS) return false
    const { close } = this.bar
    return close > this.high && close - this.low >= displacementAtr * this.range.value
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
