import type { Bars } from '#core/market/bars.ts'
import { TIMEFRAMES, type Timeframe, timeframeMs } from '#core/market/candle.ts'
import { PATTERN_KINDS, type Pattern, type PatternKind } from '#core/patterns/pattern.ts'
import type { TimeframeLane } from '#core/patterns/timeframe-detectors.ts'
import type { Signal } from '#core/signals/signal.ts'
import { SignalFinder } from '#core/signals/signal-finder.ts'

/** A pattern as it stands, and where. */
export type FoundPattern = { readonly timeframe: Timeframe; readonly pattern: Pattern }
export type FoundSignal = { readonly timeframe: Timeframe; readonly signal: Signal }

/** How trades on patterns of a kind have turned out so far. */
export type FoundOutcome = {
  readonly timeframe: Timeframe
  readonly kind: PatternKind
  readonly hits: number
  readonly count: number
}

/** What closed bars added or changed, each pattern once, as the last of the bars left it. */
export type ScanFindings = {
  readonly patterns: readonly FoundPattern[]
  readonly signals: readonly FoundSignal[]
  readonly outcomes: readonly FoundOutcome[]
}

const TIMEFRAME_OF = new Map<number, Timeframe>(TIMEFRAMES.map((name) => [timeframeMs[name], name]))

/**
 * One instrument looked through on every timeframe, from its closed minutes as they come. The same minutes leave it
 * the same, whether they come at once or one by one.
 */
export class MarketScan {
  private readonly finder = new SignalFinder([...TIMEFRAME_OF.keys()], {
    told: (lane) => this.gather(lane),
  })
  /** By row, which the detectors give to another pattern once one is over: that one is then among the `over`. */
  private patterns = new Map<TimeframeLane, Map<number, FoundPattern>>()
  private over: FoundPattern[] = []
  private signals: FoundSignal[] = []
  private isTelling = true

  /** Takes the next closed minutes. Of those that opened up to `knownTo` nothing is told again. */
  next(bars: Bars, knownTo: number = Number.NEGATIVE_INFINITY): ScanFindings {
    this.patterns = new Map()
    this.over = []
    this.signals = []
    const { openAt, open, high, low, close, volume, length } = bars
    for (let i = 0; i < length; i += 1) {
      this.isTelling = openAt[i]! > knownTo
      const found = this.finder.next(openAt[i]!, open[i]!, high[i]!, low[i]!, close[i]!, volume[i]!)
      if (this.isTelling) for (const signal of found) this.keep(signal)
    }
    const current = [...this.patterns.values()].flatMap((rows) => [...rows.values()])
    return {
      patterns: [...this.over, ...current],
      signals: this.signals,
      outcomes: this.outcomes(),
    }
  }

  private gather(lane: TimeframeLane): void {
    const timeframe = TIMEFRAME_OF.get(lane.timeframeMs)
    if (!this.isTelling || timeframe === undefined) return
    const { rows } = lane.detectors
    const found = this.patterns.get(lane) ?? new Map<number, FoundPattern>()
    this.patterns.set(lane, found)
    for (let i = 0; i < rows.changed.length; i += 1) {
      const row = rows.changed.at(i)
      const before = found.get(row)
      if (before !== undefined && rows.confirmedAt[row] === rows.newestCloseAt) {
        this.over.push(before)
      }
      found.set(row, { timeframe, pattern: rows.at(row) })
    }
  }

  private keep(signal: Signal): void {
    const timeframe = TIMEFRAME_OF.get(signal.timeframeMs)
    if (timeframe !== undefined) this.signals.push({ timeframe, signal })
  }

  private outcomes(): FoundOutcome[] {
    const { lanes } = this.finder.detectors
    const all = lanes.flatMap((lane) =>
      PATTERN_KINDS.map((kind) => {
        const { hits, count } = this.finder.rateOf(lane, kind)
        return { timeframe: TIMEFRAME_OF.get(lane.timeframeMs) ?? '1m', kind, hits, count }
      }),
    )
    return all.filter(({ count }) => count > 0)
  }
}
