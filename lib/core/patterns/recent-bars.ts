/** A power of two that holds the farthest bar a detector looks back to. */
const CAPACITY = 16
const MASK = CAPACITY - 1

/** The newest bars, by their index. */
export class RecentBars {
  /** The newest bar; the first one is 0. */
  index = -1
  closedAt = 0
  private readonly timeframeMs: number
  private readonly openTimes = new Float64Array(CAPACITY).fill(Number.NaN)
  private readonly opens = new Float64Array(CAPACITY).fill(Number.NaN)
  private readonly highs = new Float64Array(CAPACITY).fill(Number.NaN)
  private readonly lows = new Float64Array(CAPACITY).fill(Number.NaN)
  private readonly closes = new Float64Array(CAPACITY).fill(Number.NaN)

  constructor(timeframeMs: number) {
    this.timeframeMs = timeframeMs
  }

  next(openedAt: number, open: number, high: number, low: number, close: number): void {
    const index = this.index + 1
    const at = index & MASK
    this.index = index
    this.closedAt = openedAt + this.timeframeMs
    this.openTimes[at] = openedAt
    this.opens[at] = open
    this.highs[at] = high
    this.lows[at] = low
    this.closes[at] = close
  }

  openedAt(index: number): number {
    return this.openTimes[index & MASK]!
  }

  open(index: number): number {
    return this.opens[index & MASK]!
  }

  high(index: number): number {
    return this.highs[index & MASK]!
  }

  low(index: number): number {
    return this.lows[index & MASK]!
  }

  close(index: number): number {
    return this.closes[index & MASK]!
  }
}
