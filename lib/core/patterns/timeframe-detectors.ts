import { assert } from '#core/assert.ts'
import { BarAggregator } from '#core/market/bar-aggregator.ts'
import { PatternDetectors } from '#core/patterns/pattern-detectors.ts'
import { PATTERN_SETTINGS, type PatternSettings } from '#core/patterns/pattern-settings.ts'

/** One timeframe of `TimeframeDetectors`. */
export type TimeframeLane = {
  readonly timeframeMs: number
  readonly detectors: PatternDetectors
  /** The running bar; null for the timeframe of the feed itself. */
  readonly running: BarAggregator | null
}

/**
 * Every detector on every timeframe, from one feed of its shortest bars. A longer bar is told with the last short
 * bar in it; where that one is missing, with the next bar there is, stamped with its own close all the same.
 */
export class TimeframeDetectors {
  readonly lanes: readonly TimeframeLane[]
  private readonly feedMs: number
  private before = Number.NEGATIVE_INFINITY
  private readonly told: (lane: TimeframeLane) => void

  /** `told` is called after each closed bar of a lane, when its `rows.changed` says what that bar did. */
  constructor(
    timeframesMs: readonly number[],
    told: (lane: TimeframeLane) => void,
    {
      settings = PATTERN_SETTINGS,
      keep = 'living',
    }: { readonly settings?: PatternSettings; readonly keep?: 'all' | 'living' } = {},
  ) {
    const [feedMs = 0, ...longer] = timeframesMs
    assert(
      feedMs > 0 && longer.every((ms) => ms > feedMs && ms % feedMs === 0),
      'the feed comes first, and every other timeframe is a multiple of it',
    )
    this.feedMs = feedMs
    this.told = told
    this.lanes = timeframesMs.map((timeframeMs) => ({
      timeframeMs,
      detectors: new PatternDetectors(timeframeMs, settings, keep),
      running: timeframeMs === feedMs ? null : new BarAggregator(timeframeMs),
    }))
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
    this.tellOverdue(openedAt)
    for (const lane of this.lanes) {
      const { running } = lane
      if (running === null) {
        lane.detectors.next(openedAt, open, high, low, close)
        this.told(lane)
        continue
      }
      running.add(openedAt, open, high, low, close, volume)
      if (this.isCompletedBy(openedAt, running)) this.tell(lane, running)
    }
    this.before = openedAt
  }

  /** Bars that ended before this one began and lack their last part: none of them may know it. */
  private tellOverdue(openedAt: number): void {
    if (openedAt === this.before + this.feedMs) return
    for (const lane of this.lanes) {
      const { running } = lane
      if (running === null || !running.endsAt(openedAt)) continue
      if (!this.isCompletedBy(this.before, running)) this.tell(lane, running)
    }
  }

  private isCompletedBy(openedAt: number, { openAt, timeframeMs }: BarAggregator): boolean {
    return openedAt + this.feedMs >= openAt + timeframeMs
  }

  private tell(lane: TimeframeLane, bar: BarAggregator): void {
    lane.detectors.next(bar.openAt, bar.open, bar.high, bar.low, bar.close)
    this.told(lane)
  }
}
