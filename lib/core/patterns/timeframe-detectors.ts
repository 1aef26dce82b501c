import { assert } from '#core/assert.ts'
import { BarAggregator } from '#core/market/bar-aggregator.ts'
import { PatternDetectors } from '#core/patterns/pattern-detectors.ts'
import { PATTERN_SETTINGS, type PatternSettings } from '#core/patterns/pattern-settings.ts'

/** One timeframe of `TimeframeDetectors`. */
export class TimeframeLane {
  readonly timeframeMs: number
  readonly detectors: PatternDetectors
  /** Gathers the bars of the lane before this one; idle in the first lane, which is the feed itself. */
  readonly running: BarAggregator
  /** Whether the running bar holds something that was not told. */
  isRunning = false

  constructor(timeframeMs: number, detectors: PatternDetectors) {
    this.timeframeMs = timeframeMs
    this.detectors = detectors
    this.running = new BarAggregator(timeframeMs)
  }

  get endsAt(): number {
    return this.running.openAt + this.timeframeMs
  }
}

/**
 * Every detector on every timeframe, from one feed of its shortest bars: each timeframe gathers the closed bars of
 * the one before. A longer bar is told with the last short bar in it; where that one is missing, before the next
 * bar there is, stamped with its own close all the same.
 */
export class TimeframeDetectors {
  readonly lanes: readonly TimeframeLane[]
  private readonly told: (lane: TimeframeLane) => void
  /** When the first of the running bars ends. */
  private nextEndAt = Number.POSITIVE_INFINITY

  /** `told` is called after each closed bar of a lane, when its `rows.changed` says what that bar did. */
  constructor(
    timeframesMs: readonly number[],
    told: (lane: TimeframeLane) => void,
    {
      settings = PATTERN_SETTINGS,
      keep = 'living',
    }: { readonly settings?: PatternSettings; readonly keep?: 'all' | 'living' } = {},
  ) {
    assert(areNested(timeframesMs), 'the feed comes first, and each timeframe fits into the next')
    this.told = told
    this.lanes = timeframesMs.map(
      (ms) => new TimeframeLane(ms, new PatternDetectors(ms, settings, keep)),
    )
  }

  /** Takes the next closed bar of the feed. */
  next(
    openedAt: number,
    open: number,
    high: number,
    low: number,
    close: number,
    volume: number,
  ): void {
    if (openedAt >= this.nextEndAt) this.tellOverdue(openedAt)
    const feed = this.lanes[0]
    if (feed === undefined) return
    feed.detectors.next(openedAt, open, high, low, close)
    this.told(feed)
    const longer = this.lanes[1]
    if (longer === undefined) return
    longer.running.add(openedAt, open, high, low, close, volume)
    if (!longer.isRunning) {
      longer.isRunning = true
      this.findNextEnd()
    }
    if (openedAt + feed.timeframeMs >= longer.endsAt) {
      this.close(1)
      this.findNextEnd()
    }
  }

  private findNextEnd(): void {
    this.nextEndAt = Number.POSITIVE_INFINITY
    for (const lane of this.lanes) {
      if (lane.isRunning) this.nextEndAt = Math.min(this.nextEndAt, lane.endsAt)
    }
  }

  /** Bars that ended before this one began and lack their last part: none of them may know it. */
  private tellOverdue(openedAt: number): void {
    for (let at = 1; at < this.lanes.length; at += 1) {
      const lane = this.lanes[at]!
      if (lane.isRunning && openedAt >= lane.endsAt) this.close(at)
    }
    this.findNextEnd()
  }

  /** Tells a lane's running bar and hands it to the next lane, whose own bar it may complete. */
  private close(at: number): void {
    const lane = this.lanes[at]!
    const { running, detectors } = lane
    lane.isRunning = false
    detectors.next(running.openAt, running.open, running.high, running.low, running.close)
    this.told(lane)
    const longer = this.lanes[at + 1]
    if (longer === undefined) return
    const { openAt, open, high, low, close, volume } = running
    longer.running.add(openAt, open, high, low, close, volume)
    longer.isRunning = true
    if (lane.endsAt >= longer.endsAt) this.close(at + 1)
  }
}

/** Whether each timeframe is a multiple of the one before, which alone makes the longer bar end with a shorter one. */
export function areNested(timeframesMs: readonly number[]): boolean {
  return timeframesMs.every((ms, at) => {
    const shorter = timeframesMs[at - 1]
    return ms > 0 && (shorter === undefined || (ms > shorter && ms % shorter === 0))
  })
}
