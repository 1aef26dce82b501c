import type { Direction, Pattern, PatternKind } from '#core/patterns/pattern.ts'
import type { PatternRows } from '#core/patterns/pattern-rows.ts'
import { type HitRate, hitRate } from '#core/signals/hit-rate.ts'

/** Trades on patterns followed at a time; with one more the oldest counts no more. */
export const TRADES_MAX = 512

type Trade = {
  readonly kind: PatternKind
  readonly direction: Direction
  readonly stop: number
  readonly target: number
}

/**
 * How the patterns of one instrument and timeframe have turned out: entered where price first came back, did the
 * target or the stop come first? Told bar by bar, so a rate read at a bar knows only what was over by its close.
 * A bar that reaches both counts as stopped; the bar of the entry can stop but not win.
 */
export class PatternOutcomes {
  private trades: Trade[] = []
  private readonly counts = new Map<PatternKind, { hits: number; count: number }>()

  /** Takes the bar that the detectors have just taken. */
  next(rows: PatternRows, high: number, low: number): void {
    this.settle(high, low)
    const { changed } = rows
    for (let i = 0; i < changed.length; i += 1) {
      const row = changed.at(i)
      if (rows.wasTouchedNow(row)) this.enter(rows.at(row), high, low)
    }
  }

  /** Of all patterns of the kind whose trade was over by the newest bar. */
  rateOf(kind: PatternKind): HitRate {
    const { hits, count } = this.counts.get(kind) ?? { hits: 0, count: 0 }
    return hitRate(hits, count)
  }

  private enter(pattern: Pattern, high: number, low: number): void {
    const { kind, direction, stop, target, r } = pattern
    if (kind === 'swing' || r === null) return
    if (isStopped(pattern, high, low)) {
      this.record(kind, false)
      return
    }
    if (this.trades.length === TRADES_MAX) this.trades.shift()
    this.trades.push({ kind, direction, stop, target })
  }

  private settle(high: number, low: number): void {
    this.trades = this.trades.filter((trade) => {
      const isLost = isStopped(trade, high, low)
      const isWon = trade.direction === 1 ? high >= trade.target : low <= trade.target
      if (isLost || isWon) this.record(trade.kind, !isLost)
      return !(isLost || isWon)
    })
  }

  private record(kind: PatternKind, isHit: boolean): void {
    const { hits, count } = this.counts.get(kind) ?? { hits: 0, count: 0 }
    this.counts.set(kind, { hits: hits + (isHit ? 1 : 0), count: count + 1 })
  }
}

function isStopped(trade: Pick<Trade, 'direction' | 'stop'>, high: number, low: number): boolean {
  return trade.direction === 1 ? low <= trade.stop : high >= trade.stop
}
