/** A displacement begins at most so many bars after its order block. */
const REACH_BARS = 10
const NONE = -1

/** Remembers the last falling bar: the order block of a displacement that may follow. */
export class SideBlocks {
  index = NONE
  openedAt = 0
  open = Number.NaN
  high = Number.NaN
  low = Number.NaN
  close = Number.NaN

  /** Whether bar `index` closes clear of the block and so far from its low. */
  isLeftBy(index: number, close: number, displacement: number): boolean {
    return (
      this.index !== NONE &&
      index - this.index <= REACH_BARS &&
      close > this.high &&
      close - this.low >= displacement
    )
  }

  /** A block is told once. */
  forget(): void {
    this.index = NONE
  }

  /** Comes last: no bar is the block of its own displacement. */
  remember(
    index: number,
    openedAt: number,
    open: number,
    high: number,
    low: number,
    close: number,
  ): void {
    this.index = index
    this.openedAt = openedAt
    this.open = open
    this.high = high
    this.low = low
    this.close = close
  }
}
