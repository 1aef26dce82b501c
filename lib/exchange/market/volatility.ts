import { Dice } from './dice.ts'

/** One strand of log volatility: an AR(1) process with this memory and long-run deviation. */
export type VolatilityScale = { readonly minutes: number; readonly deviation: number }

/**
 * Volatility lives on several time scales at once: minutes, hours and days. Their sum decays slowly, as
 * measured in real markets (Corsi, "A Simple Approximate Long-Memory Model of Realized Volatility", 2009).
 */
export const COMMON_SCALES: readonly VolatilityScale[] = [
  { minutes: 20, deviation: 0.3 },
  { minutes: 300, deviation: 0.4 },
  { minutes: 2_880, deviation: 0.3 },
]
export const OWN_SCALES: readonly VolatilityScale[] = [
  { minutes: 20, deviation: 0.25 },
  { minutes: 300, deviation: 0.25 },
]

/** So long before the first minute wanted does the process start, for its beginning to be forgotten. */
const WARM_UP_MEMORIES = 8

/**
 * Log volatility as a function of seed, stream and absolute minute: whoever asks, and whenever they began,
 * gets the same weather. That is what lets live trading carry on where the made history ends.
 */
export class LogVolatility {
  /** Log of today's volatility over the long-run one; the mean square of its exponential is one. */
  level = 0
  private readonly strands: Float64Array
  private readonly memories: Float64Array
  private readonly shocks: Float64Array
  private readonly variance: number
  private readonly dice = new Dice(0)
  private readonly seed: number
  private readonly stream: number

  constructor(options: {
    seed: number
    stream: number
    scales: readonly VolatilityScale[]
    minute: number
  }) {
    const { scales, minute } = options
    this.seed = options.seed
    this.stream = options.stream
    this.strands = new Float64Array(scales.length)
    this.memories = Float64Array.from(scales, (scale) => Math.exp(-1 / scale.minutes))
    this.shocks = Float64Array.from(
      scales,
      (scale) => scale.deviation * Math.sqrt(1 - Math.exp(-2 / scale.minutes)),
    )
    this.variance = scales.reduce((sum, scale) => sum + scale.deviation ** 2, 0)
    const longest = Math.max(...scales.map((scale) => scale.minutes))
    for (let m = minute - WARM_UP_MEMORIES * longest; m <= minute; m += 1) this.advance(m)
  }

  /** Moves into this minute. Minutes must come in order. */
  advance(minute: number): void {
    this.dice.reseed(this.seed, this.stream, minute)
    let sum = 0
    for (let i = 0; i < this.strands.length; i += 1) {
      const shock = (this.shocks[i] ?? 0) * this.dice.gaussian()
      const strand = (this.memories[i] ?? 0) * (this.strands[i] ?? 0) + shock
      this.strands[i] = strand
      sum += strand
    }
    this.level = sum - this.variance
  }
}
