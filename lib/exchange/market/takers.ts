import type { AgentPort, AgentSide } from './agent-port.ts'
import { Dice } from './dice.ts'

/** A step acts for at most this much time, however long the exchange slept. */
const ACTING_MS_MAX = 1_000
const TAKERS_PER_STEP_MAX = 5
/** Each arrival makes others likelier for a while: trades come in bursts (Hawkes, Biometrika 58, 1971). */
const BURST_SHARE = 0.4
const BURST_MEMORY_MS = 4_000
/** Who arrives: the rest trades without a view. */
const MOMENTUM_SHARE = 0.18
const REVERSION_SHARE = 0.18
const FAST_MEMORY_MS = 20_000
const SLOW_MEMORY_MS = 180_000
/** Log deviation of a taker's size. */
const SIZE_DEVIATION = 1
const SIZE_MAX = 12
/** A quote this many spreads on the wrong side of the worth is an offer an arbitrageur takes. */
const ARBITRAGE_SPREADS = 3
const ARBITRAGE_SIZE = 4

/** What takers see of their market in one step. */
export type TakerView = {
  readonly now: number
  readonly logPrice: number
  readonly worthTicks: number
  readonly spreadTicks: number
  readonly activity: number
  readonly levelLots: number
}

/**
 * Those who take: people without a view, people who follow the last minutes, people who bet against them,
 * and an arbitrageur who takes whatever stands far from the worth. Their dice fall the same way whatever
 * outsiders do, so two runs of a seed differ only by what the outsiders did.
 */
export class Takers {
  private readonly port: AgentPort
  private readonly symbol: string
  private readonly dice: Dice
  private readonly arrivalsPerMs: number
  private readonly averageLots: number
  private excitation = 0
  private fast = Number.NaN
  private slow = Number.NaN
  private actedAt: number

  constructor(options: {
    port: AgentPort
    symbol: string
    seed: number
    stream: number
    at: number
    arrivalsPerSecond: number
    averageLots: number
  }) {
    this.port = options.port
    this.symbol = options.symbol
    this.dice = new Dice(options.seed, options.stream, Math.floor(options.at / 1_000))
    this.actedAt = options.at
    this.arrivalsPerMs = options.arrivalsPerSecond / 1_000
    this.averageLots = options.averageLots
  }

  /** Returns whether anything was traded. */
  act(view: TakerView): boolean {
    const elapsed = Math.min(ACTING_MS_MAX, view.now - this.actedAt)
    this.actedAt = view.now
    this.remember(view.logPrice, elapsed)
    const quiet = (1 - BURST_SHARE) * this.arrivalsPerMs * view.activity
    const arrivals = this.dice.arrivals((quiet + this.excitation) * elapsed, TAKERS_PER_STEP_MAX)
    this.excitation *= Math.exp(-elapsed / BURST_MEMORY_MS)
    this.excitation += (arrivals * BURST_SHARE) / BURST_MEMORY_MS
    let traded = this.arbitrage(view)
    for (let i = 0; i < arrivals; i += 1) traded += this.takeOnce()
    return traded > 0
  }

  private remember(logPrice: number, elapsed: number): void {
    if (Number.isNaN(this.fast)) {
      this.fast = logPrice
      this.slow = logPrice
    }
    this.fast += (logPrice - this.fast) * (1 - Math.exp(-elapsed / FAST_MEMORY_MS))
    this.slow += (logPrice - this.slow) * (1 - Math.exp(-elapsed / SLOW_MEMORY_MS))
  }

  private takeOnce(): number {
    const kind = this.dice.uniform()
    const coin: AgentSide = this.dice.uniform() < 0.5 ? 'buy' : 'sell'
    const trend: AgentSide = this.fast >= this.slow ? 'buy' : 'sell'
    const against: AgentSide = trend === 'buy' ? 'sell' : 'buy'
    const size = Math.exp(SIZE_DEVIATION * this.dice.gaussian() - SIZE_DEVIATION ** 2 / 2)
    const lots = Math.max(1, Math.round(this.averageLots * Math.min(SIZE_MAX, size)))
    if (kind < MOMENTUM_SHARE) return this.take(trend, lots)
    if (kind < MOMENTUM_SHARE + REVERSION_SHARE) return this.take(against, lots)
    return this.take(coin, lots)
  }

  private arbitrage(view: TakerView): number {
    const margin = ARBITRAGE_SPREADS * view.spreadTicks
    const bid = this.port.bestBid(this.symbol)
    const lots = Math.ceil(ARBITRAGE_SIZE * view.levelLots)
    if (bid !== null && bid > view.worthTicks + margin) return this.take('sell', lots)
    const ask = this.port.bestAsk(this.symbol)
    if (ask !== null && ask < view.worthTicks - margin) return this.take('buy', lots)
    return 0
  }

  private take(side: AgentSide, lots: number): number {
    return this.port.placeMarket({ symbol: this.symbol, side, lots })
  }
}
