/**
 * The newest bar as one side sees it: detectors are written for rising prices, and the falling side is told every
 * price with its sign turned. Fields and not arguments: numbers handed from function to function would be boxed,
 * which costs more than the detectors do.
 */
export class SideBar {
  open = Number.NaN
  high = Number.NaN
  low = Number.NaN
  close = Number.NaN
  /** Whether this bar rose, and whether the one before it did. */
  rose = false
  private roseBefore = false
  private highBefore = Number.NaN
  /** Of the bar before the one before this. */
  farHigh = Number.NaN

  next(open: number, high: number, low: number, close: number): void {
    this.farHigh = this.highBefore
    this.highBefore = this.high
    this.roseBefore = this.rose
    this.open = open
    this.high = high
    this.low = low
    this.close = close
    this.rose = close > open
  }

  /** Whether the bar before rose and its neighbours do not meet, which is known with this bar. */
  get leavesGap(): boolean {
    return this.roseBefore && this.farHigh < this.low
  }
}
