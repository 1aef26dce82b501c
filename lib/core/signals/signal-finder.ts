import { assert } from '#core/assert.ts'
import type { PatternKind } from '#core/patterns/pattern.ts'
import { KIND_CODE } from '#core/patterns/pattern-rows.ts'
import type { PatternSettings } from '#core/patterns/pattern-settings.ts'
import { TimeframeDetectors, type TimeframeLane } from '#core/patterns/timeframe-detectors.ts'
import type { HitRate } from '#core/signals/hit-rate.ts'
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
  /** Patterns that are neither used up nor over, oldest first; swings are no evidence. */
  living: Living[]
}

/** What is weighed of a pattern is fixed at its confirmation, so it is read once. */
type Living = { readonly row: number; readonly evidence: Evidence }

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
    options: {
      readonly settings?: PatternSettings
      readonly scoreMin?: number
      /** Called after each closed bar of a lane, as of `TimeframeDetectors`. */
      readonly told?: (lane: TimeframeLane) => void
    } = {},
  ) {
    this.scoreMin = options.scoreMin ?? SCORE_MIN
    const follow = (lane: TimeframeLane) => {
      this.follow(lane)
      options.told?.(lane)
    }
    this.detectors = new TimeframeDetectors(timeframesMs, follow, options)
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

  /** How patterns of the kind have turned out on the lane's timeframe, by its newest bar. */
  rateOf(lane: TimeframeLane, kind: PatternKind): HitRate {
    return this.stateOf(lane).outcomes.rateOf(kind)
  }

  private stateOf(lane: TimeframeLane): LaneState {
    const state = this.states.get(lane)
    assert(state !== undefined, 'a lane is asked of the finder that made it')
    return state
  }

  private follow(lane: TimeframeLane): void {
    const state = this.stateOf(lane)
    const { rows, bars } = lane.detectors
    const [high, low] = [bars.high(bars.index), bars.low(bars.index)]
    state.regime.next(high, low, bars.close(bars.index))
    state.outcomes.next(rows, high, low)
    if (rows.changed.length === 0) return
    const confirmed = confirmedNow(lane)
    state.living = [...state.living, ...confirmed]
      .filter(({ row }) => rows.isWaiting(row))
      .slice(-LIVING_MAX)
    const living = confirmed.length > 0 ? this.allLiving() : []
    for (const { evidence } of confirmed) {
      const hitRate = state.outcomes.rateOf(evidence.pattern.kind)
      const signal = scoreSignal(evidence, { living, regime: state.regime.current, hitRate })
      if (signal !== null && signal.score >= this.scoreMin) this.found.push(signal)
    }
  }

  private allLiving(): Evidence[] {
    const all: Evidence[] = []
    for (const { living } of this.states.values()) {
      for (const { evidence } of living) all.push(evidence)
    }
    return all
  }
}

function confirmedNow({ timeframeMs, detectors: { rows } }: TimeframeLane): Living[] {
  const confirmed: Living[] = []
  for (let i = 0; i < rows.changed.length; i += 1) {
    const row = rows.changed.at(i)
    if (!rows.wasConfirmedNow(row) || rows.kindCode(row) === KIND_CODE.swing) continue
    confirmed.push({ row, evidence: { timeframeMs, pattern: rows.at(row) } })
  }
  return confirmed
}
