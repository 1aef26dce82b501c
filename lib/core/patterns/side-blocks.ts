import type { AverageRange } from '#core/patterns/average-range.ts'
import type { RecentBars } from '#core/patterns/recent-bars.ts'
import type { SideBar } from '#core/patterns/side-bar.ts'
import type { SideSight } from '#core/patterns/side-sight.ts'

/** A displacement begins at most so many bars after its order block. */
const REACH_BARS = 10
const NONE = -1

/** The last bar against a side's direction: the order block of a displacement that may follow. */
export class SideBlocks {
  index = NONE
  open = Number.NaN
  high = Number.NaN
  low = Number.NaN
  close = Number.NaN
  private readonly bars: RecentBars
  private readonly bar: SideBar
  private readonly range: AverageRange

  constructor(sight: SideSight) {
    this.bars = sight.bars
    this.bar = sight.bar
    this.range = sight.range
  }

  /** The newest bar may turn out to be one. */
  take(): void {
    const { bar } = this
    this.index = this.bars.index
    this.open = bar.open
    this.high = bar.high
    this.low = bar.low
    this.close = bar.close
  }

  /** Whether the newest bar closes clear of the block, and so many average ranges from its low. */
  isLeftBy(displacementAtr: number): boolean {
    if (this.index === NONE || this.bars.index - this.index > REACH_BARS) return false
    const { close } = this.bar
    return close > this.high && close - this.low >= displacementAtr * this.range.value
  }

  /** A block is told once. */
  forget(): void {
    this.index = NONE
  }
}
