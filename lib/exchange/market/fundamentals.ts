import type { AgentSymbol } from './agent-port.ts'
import { Dice, streamOf } from './dice.ts'
import { instrumentProfile } from './instrument-profile.ts'
import { COMMON_SCALES, LogVolatility, OWN_SCALES } from './volatility.ts'

const SECONDS_PER_MINUTE = 60
const SECONDS_PER_DAY = 86_400
/** News: about one jump in two hours, about four usual minutes in size. */
const JUMP_CHANCE_PER_MINUTE = 1 / 120
const JUMP_SECONDS_SIZE = 4 * Math.sqrt(SECONDS_PER_MINUTE)
/** How far an instrument's own volatility follows the whole market's. */
const COMMON_VOLATILITY_SHARE = 0.8

/**
 * What the instruments are worth, second by second: loading times the common factor (BTC) plus an own part,
 * each with its own stochastic volatility and rare jumps. Every second's move is a function of seed, symbol
 * and absolute time, so history and live trading are pieces of one path.
 */
export class Fundamentals {
  /** Log price of each symbol relative to where this object started. */
  readonly logPrices: Float64Array
  /** Volatility of each symbol relative to its long run; 1 is usual. */
  readonly volatilities: Float64Array
  /** The unix second these figures belong to. */
  second: number
  private readonly factor: Source
  private readonly own: readonly Source[]
  private readonly loadings: Float64Array
  private readonly ownShares: Float64Array
  private readonly secondDeviations: Float64Array

  constructor(options: { symbols: readonly AgentSymbol[]; seed: number; second: number }) {
    const { symbols, seed, second } = options
    const minute = Math.floor(second / SECONDS_PER_MINUTE)
    const profiles = symbols.map((symbol) => instrumentProfile(symbol.base))
    this.logPrices = new Float64Array(symbols.length)
    this.volatilities = new Float64Array(symbols.length)
    this.loadings = Float64Array.from(profiles, (profile) => profile.factorLoading)
    this.ownShares = this.loadings.map((loading) => Math.sqrt(1 - loading * loading))
    this.secondDeviations = Float64Array.from(
      profiles,
      (profile) => profile.dailyVolatility / Math.sqrt(SECONDS_PER_DAY),
    )
    this.factor = new Source(seed, 'factor', COMMON_SCALES, minute)
    this.own = symbols.map((symbol) => new Source(seed, symbol.symbol, OWN_SCALES, minute))
    this.second = minute * SECONDS_PER_MINUTE
    this.enterMinute()
    while (this.second < second) this.advance()
    this.logPrices.fill(0)
  }

  /** Moves one second on. */
  advance(): void {
    this.second += 1
    if (this.second % SECONDS_PER_MINUTE === 0) {
      const minute = this.second / SECONDS_PER_MINUTE
      this.factor.volatility.advance(minute)
      for (const source of this.own) source.volatility.advance(minute)
      this.enterMinute()
    }
    const secondOfMinute = this.second % SECONDS_PER_MINUTE
    const common = this.factor.draw(secondOfMinute)
    for (let i = 0; i < this.own.length; i += 1) {
      const source = this.own[i]
      const ownShare = this.ownShares[i] ?? 0
      if (source === undefined) continue
      const move =
        (this.loadings[i] ?? 0) * common +
        (ownShare === 0 ? 0 : ownShare * source.draw(secondOfMinute))
      this.logPrices[i] = (this.logPrices[i] ?? 0) + (this.secondDeviations[i] ?? 0) * move
    }
  }

  private enterMinute(): void {
    const minute = this.second / SECONDS_PER_MINUTE
    const common = this.factor.volatility.level
    this.factor.enterMinute(minute, Math.exp(common))
    for (let i = 0; i < this.own.length; i += 1) {
      const source = this.own[i]
      if (source === undefined) continue
      const own = Math.exp(COMMON_VOLATILITY_SHARE * common + source.volatility.level)
      source.enterMinute(minute, own)
      const loading = this.loadings[i] ?? 0
      const ownShare = this.ownShares[i] ?? 0
      this.volatilities[i] = Math.hypot(loading * this.factor.deviation, ownShare * own)
    }
  }
}

/** One stream of unit moves: Gaussian with a told deviation per minute, plus at most one jump in it. */
class Source {
  readonly volatility: LogVolatility
  deviation = 1
  private readonly dice = new Dice(0)
  private readonly seed: number
  private readonly stream: number
  private jumpSecond = -1
  private jumpSize = 0

  constructor(seed: number, name: string, scales: typeof COMMON_SCALES, minute: number) {
    this.seed = seed
    this.stream = streamOf(`${name}/moves`)
    const stream = streamOf(`${name}/volatility`)
    this.volatility = new LogVolatility({ seed, stream, scales, minute })
  }

  enterMinute(minute: number, deviation: number): void {
    this.deviation = deviation
    this.dice.reseed(this.seed, this.stream, minute)
    const isJumping = this.dice.uniform() < JUMP_CHANCE_PER_MINUTE
    this.jumpSecond = isJumping ? this.dice.bits() % SECONDS_PER_MINUTE : -1
    this.jumpSize = isJumping ? JUMP_SECONDS_SIZE * this.dice.gaussian() : 0
  }

  draw(secondOfMinute: number): number {
    const jump = secondOfMinute === this.jumpSecond ? this.jumpSize : 0
    return this.deviation * (this.dice.gaussian() + jump)
  }
}
