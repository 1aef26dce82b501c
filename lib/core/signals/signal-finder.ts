import type { PatternRows } from '#core/patterns/pattern-rows.ts'
import type { PatternSettings } from '#core/patterns/pattern-settings.ts'
import { TimeframeDetectors, type TimeframeLane } from '#core/patterns/timeframe-detectors.ts'
import { MarketRegime } from '#core/signals/market-regime.ts'
import { PatternOutcomes } from '#core/signals/pattern-outcomes.ts'
import { scoreSignal } from '#core/signals/score-signal.ts'
import type { Evidence, Signal } from '#core/signals/signal.ts'

/** Signals below it are not worth a look. */
export const SCORE_MIN = 3
/** Living patterns that are looked at on each timeframe: the newest. */
const LIVING_MAX = 128

type LaneState = {
  readonly regime: MarketRegime
  readonly outcomes: PatternOutcomes
  /** Rows of patterns that are neither used up nor over, oldest first. */
  living: number[]
}

/**
 * Signals of one instrument from one feed, on all its timeframes: each confirmed pattern is scored by what stands
 * at its price elsewhere, by the regime and by how its kind has turned out, all as known at its confirmation.
 */
export class SignalFinder {
  readonly detectors: TimeframeDetectors
  private readonly states = new Map<TimeframeLane, LaneState>()
  private found: Signal[] = []
  private readonly scoreMin: number

  constructor(
    timeframesMs: readonly number[],
    options: { readonly settings?: PatternSettings; readonly scoreMin?: number } = {},
  ) {
    this.scoreMin = options.scoreMin ?? SCORE_MIN
    this.detectors = new TimeframeDetectors(timeframesMs, (lane) => this.follow(lane), options)
    for (const lane of this.detectors.lanes) {
      this.states.set(lane, {
        regime: new MarketRegime(),
        outcomes: new PatternOutcomes(),
        living: [],
      })
    }
  }

  /** Takes the next closed bar of the feed and gives the signals it makes known. */
  next(
    openedAt: number,
    open: number,
    high: number,
    low: number,
    close: number,
    volume: number,
  ): readonly Signal[] {
    this.found = []
    this.detectors.next(openedAt, open, high, low, close, volume)
    return this.found
  }

  private follow(lane: TimeframeLane): void {
    const state = this.states.get(lane)
    if (state === undefined) return
    const { rows, bars } = lane.detectors
    const [high, low] = [bars.high(bars.index), bars.low(bars.index)]
    state.regime.next(high, low, bars.close(bars.index))
    state.outcomes.next(rows, high, low)
    const confirmed = rowsConfirmedNow(rows)
    state.living = [...state.living, ...confirmed]
      .filter((row) => isLiving(rows, row))
      .slice(-LIVING_MAX)
    const living = confirmed.length > 0 ? this.allLiving() : []
    for (const row of confirmed) {
      const pattern = rows.at(row)
      const hitRate = state.outcomes.rateOf(pattern.kind)
      const candidate = { timeframeMs: lane.timeframeMs, pattern }
      const signal = scoreSignal(candidate, { living, regime: state.regime.current, hitRate })
      if (signal !== null && signal.score >= this.scoreMin) this.found.push(signal)
    }
  }

  private allLiving(): Evidence[] {
    return [...this.states].flatMap(([{ timeframeMs, detectors }, { living }]) =>
      living.map((row) => ({ timeframeMs, pattern: detectors.rows.at(row) })),
    )
  }
}

function rowsConfirmedNow(rows: PatternRows): number[] {
  const confirmed: number[] = []
  for (let i = 0; i < rows.changed.length; i += 1) {
    const row = rows.changed.at(i)
    if (rows.confirmedAt[row] === rows.newestCloseAt) confirmed.push(row)
  }
  return confirmed
}

function isLiving(rows: PatternRows, row: number): boolean {
  const isUsedUp = !Number.isNaN(rows.mitigatedAt[row] ?? 0)
  const isOver =
    !Number.isNaN(rows.invalidatedAt[row] ?? 0) || !Number.isNaN(rows.expiredAt[row] ?? 0)
  return !isUsedUp && !isOver
}
