/** Which bar is the newest and when it and the one before it were: what every pattern it confirms is stamped with. */
export class BarClock {
  index = -1
  openedAt = 0
  closedAt = 0
  openedBefore = 0
  private readonly timeframeMs: number

  constructor(timeframeMs: number) {
    this.timeframeMs = timeframeMs
  }

  next(openedAt: number): void {
    this.index += 1
    this.openedBefore = this.openedAt
    this.openedAt = openedAt
    this.closedAt = openedAt + this.timeframeMs
  }
}
