/** Bars over which the range is averaged. */
const LENGTH = 14
const WEIGHT = 1 / LENGTH

/** Average true range after Wilder, as core/indicators has it, but fields instead of a closure: it runs on every bar. */
export class AverageRange {
  /** NaN until there are enough bars. */
  value = Number.NaN
  private closeBefore = 0
  private sum = 0
  private count = 0

  next(high: number, low: number, close: number): void {
    const before = this.count === 0 ? close : this.closeBefore
    this.closeBefore = close
    this.take(Math.max(before, high) - Math.min(before, low))
  }

  private take(range: number): void {
    if (this.count >= LENGTH) {
      this.value = WEIGHT * range + (1 - WEIGHT) * this.value
      return
    }
    this.sum += range
    this.count += 1
    if (this.count === LENGTH) this.value = this.sum / LENGTH
  }
}
