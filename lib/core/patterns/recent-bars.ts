/** How far an order block may lie back, and more. */
const CAPACITY_MIN = 16
/** Places in a bar's record, a power of two for each. */
const RECORD_BITS = 3
const OPENED_AT = 0
const OPEN = 1
const HIGH = 2
const LOW = 3
const CLOSE = 4

/**
 * The newest bars, by their index; reading farther back than it was made for reads another bar. One array of records
 * and not five columns: the optimizer proves anew for each array that it is what it was.
 */
export class RecentBars {
  /** The newest bar; the first one is 0. */
  index = -1
  closedAt = Number.NaN
  private readonly timeframeMs: number
  private readonly mask: number
  private readonly records: Float64Array

  constructor(timeframeMs: number, barsBack: number) {
    const capacity = 1 << (32 - Math.clz32(Math.max(CAPACITY_MIN - 1, barsBack)))
    this.timeframeMs = timeframeMs
    this.mask = capacity - 1
    this.records = new Float64Array(capacity << RECORD_BITS).fill(Number.NaN)
  }

  next(openedAt: number, open: number, high: number, low: number, close: number): void {
    const { records } = this
    const index = this.index + 1
    const at = (index & this.mask) << RECORD_BITS
    this.index = index
    this.closedAt = openedAt + this.timeframeMs
    records[at + OPENED_AT] = openedAt
    records[at + OPEN] = open
    records[at + HIGH] = high
    records[at + LOW] = low
    records[at + CLOSE] = close
  }

  openedAt(index: number): number {
    return this.records[this.placeOf(index) + OPENED_AT]!
  }

  open(index: number): number {
    return this.records[this.placeOf(index) + OPEN]!
  }

  high(index: number): number {
    return this.records[this.placeOf(index) + HIGH]!
  }

  low(index: number): number {
    return this.records[this.placeOf(index) + LOW]!
  }

  close(index: number): number {
    return this.records[this.placeOf(index) + CLOSE]!
  }

  private placeOf(index: number): number {
    return (index & this.mask) << RECORD_BITS
  }
}
