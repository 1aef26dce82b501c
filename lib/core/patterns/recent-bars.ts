/** How far an order block may lie back, and more. */
const CAPACITY_MIN = 16

/** The newest bars, by their index; reading farther back than it was made for reads another bar. */
export class RecentBars {
  /** The newest bar; the first one is 0. */
  index = -1
  closedAt = 0
  private readonly timeframeMs: number
  private readonly mask: number
  private readonly openTimes: Float64Array
  private readonly opens: Float64Array
  private readonly highs: Float64Array
  private readonly lows: Float64Array
  private readonly closes: Float64Array

  constructor(timeframeMs: number, barsBack: number) {
    const capacity = Math.max(CAPACITY_MIN, 2 ** Math.ceil(Math.log2(barsBack + 1)))
    const column = () => new Float64Array(capacity).fill(Number.NaN)
    this.timeframeMs = timeframeMs
    this.mask = capacity - 1
    this.openTimes = column()
    this.opens = column()
    this.highs = column()
    this.lows = column()
    this.closes = column()
  }

  next(openedAt: number, open: number, high: number, low: number, close: number): void {
    const index = this.index + 1
    const at = index & this.mask
    this.index = index
    this.closedAt = openedAt + this.timeframeMs
    this.openTimes[at] = openedAt
    this.opens[at] = open
    this.highs[at] = high
    this.lows[at] = low
    this.closes[at] = close
  }

  openedAt(index: number): number {
    return this.openTimes[index & this.mask]!
  }

  open(index: number): number {
    return this.opens[index & this.mask]!
  }

  high(index: number): number {
    return this.highs[index & this.mask]!
  }

  low(index: number): number {
    return this.lows[index & this.mask]!
  }

  close(index: number): number {
    return this.closes[index & this.mask]!
  }
}
