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

/** So many patterns of each timeframe, and signals, are told of one look: a month of minutes has tens of thousands. */
export const PATTERNS_TOLD_MAX = 1_000
export const SIGNALS_TOLD_MAX = 1_000
/** What is over is thinned out when it has grown so far, so that each is looked at a few times at most. */
const OVER_MAX = 8 * PATTERNS_TOLD_MAX

/**
 * One instrument looked through on every timeframe, from its closed minutes as they come. The same minutes leave it
 * the same, whether they come at once or one by one. Between two looks it holds what lives, not what it told.
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
    const { openAt, open, high, low, close, volume, length } = bars
    for (let i = 0; i < length; i += 1) {
      this.isTelling = openAt[i]! > knownTo
      const found = this.finder.next(openAt[i]!, open[i]!, high[i]!, low[i]!, close[i]!, volume[i]!)
      if (this.isTelling) for (const signal of found) this.keep(signal)
    }
    return this.tell()
  }

  private tell(): ScanFindings {
    const current = [...this.patterns.values()].flatMap((rows) => [...rows.values()])
    const told = {
      patterns: newestOfEach([...this.over, ...current]),
      signals: this.signals.slice(-SIGNALS_TOLD_MAX),
      outcomes: this.outcomes(),
    }
    this.patterns = new Map()
    this.over = []
    this.signals = []
    return told
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
      if (before !== undefined && rows.wasConfirmedNow(row)) {
        this.over.push(before)
        if (this.over.length > OVER_MAX) this.over = newestOfEach(this.over)
      }
      found.set(row, { timeframe, pattern: rows.at(row) })
    }
  }

  private keep(signal: Signal): void {
    const timeframe = TIMEFRAME_OF.get(signal.timeframeMs)
    if (timeframe === undefined) return
    this.signals.push({ timeframe, signal })
    if (this.signals.length > 2 * SIGNALS_TOLD_MAX) {
      this.signals = this.signals.slice(-SIGNALS_TOLD_MAX)
    }
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

/** At most PATTERNS_TOLD_MAX of each timeframe by confirmation, oldest first; of two at one time the later told. */
function newestOfEach(found: readonly FoundPattern[]): FoundPattern[] {
  return [...Map.groupBy(found, ({ timeframe }) => timeframe).values()].flatMap((each) =>
    each
      .toSorted((a, b) => a.pattern.confirmedAt - b.pattern.confirmedAt)
      .slice(-PATTERNS_TOLD_MAX),
  )
}
