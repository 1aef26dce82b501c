import { AverageRange } from '#core/patterns/average-range.ts'

export type Regime = {
  readonly trend: 'up' | 'down' | 'range'
  readonly volatility: 'low' | 'normal' | 'high'
}

/** Bars over which a move is judged. */
const TREND_BARS = 50
/** A move is a trend when it covers this share of the way that price went. */
const EFFICIENCY_MIN = 0.25
/** Bars with which the average range of old fades. */
const CALM_BARS = 200
const CALM_WEIGHT = 1 / CALM_BARS
/** Ranges this much wider or narrower than they were are high or low volatility. */
const HIGH_RATIO = 1.5
const LOW_RATIO = 0.67

/**
 * What kind of market the closed bars show, told bar by bar and never revised. Trend by Kaufman's efficiency ratio
 * (Smarter Trading, 1995): net move over the sum of moves. Volatility by the average range against its own past.
 */
export class MarketRegime {
  /** Null until there are enough bars. */
  current: Regime | null = null
  private readonly closes = new Float64Array(TREND_BARS + 1)
  private readonly range = new AverageRange()
  private calmRange = Number.NaN
  private path = 0
  private count = 0

  next(high: number, low: number, close: number): void {
    this.follow(close)
    this.range.next(high, low, close)
    const range = this.range.value
    if (Number.isNaN(range)) return
    const calm = Number.isNaN(this.calmRange) ? range : this.calmRange
    this.calmRange = CALM_WEIGHT * range + (1 - CALM_WEIGHT) * calm
    if (this.count <= TREND_BARS) return
    this.current = { trend: this.trendAt(close), volatility: volatilityOf(range / this.calmRange) }
  }

  private follow(close: number): void {
    const { closes } = this
    const before = closes[(this.count + TREND_BARS) % closes.length] ?? 0
    const oldest = this.count % closes.length
    if (this.count > 0) this.path += Math.abs(close - before)
    if (this.count > TREND_BARS) {
      const next = closes[(oldest + 1) % closes.length] ?? 0
      this.path -= Math.abs(next - (closes[oldest] ?? 0))
    }
    closes[oldest] = close
    this.count += 1
  }

  private trendAt(close: number): Regime['trend'] {
    const move = close - (this.closes[this.count % this.closes.length] ?? 0)
    if (Math.abs(move) <= EFFICIENCY_MIN * this.path) return 'range'
    return move > 0 ? 'up' : 'down'
  }
}

function volatilityOf(ratio: number): Regime['volatility'] {
  if (ratio >= HIGH_RATIO) return 'high'
  return ratio <= LOW_RATIO ? 'low' : 'normal'
}
