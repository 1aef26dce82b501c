import type { AgentPort, AgentSymbol, MarketTrade } from './agent-port.ts'
import { streamOf } from './dice.ts'
import { Impact } from './impact.ts'
import { type InstrumentProfile, instrumentProfile } from './instrument-profile.ts'
import { Ladder } from './ladder.ts'
import { Takers } from './takers.ts'
import { createTickGrid, type TickGrid } from './tick-grid.ts'

const NEAR_LEVELS = 12
const FAR_LEVELS = 12
/** A far level is this much wider than a near one, and shows this much more. */
const FAR_WIDTH = 16
const FAR_SIZE = 8
/** Spreads grow with volatility, less than in proportion; sizes shrink with it. */
const SPREAD_ELASTICITY = 0.7
const SIZE_ELASTICITY = 0.5
/** Widths are powers of two ticks; one is kept until the ideal is this many doublings away from it. */
const WIDTH_HYSTERESIS_DOUBLINGS = 0.65

/** Where an instrument stands in one step. */
export type Standing = {
  readonly now: number
  readonly logPrice: number
  /** Volatility over its long run; 1 is usual. */
  readonly volatility: number
}

/** Everybody who trades one simulated instrument: makers near and far from the touch, and takers. */
export class InstrumentAgents {
  private readonly profile: InstrumentProfile
  private readonly grid: TickGrid
  private readonly near: Ladder
  private readonly far: Ladder
  private readonly takers: Takers
  private readonly impact: Impact
  private cellTicks = 1
  private levelLots = 1
  private isTouched = false

  constructor(options: {
    port: AgentPort
    symbol: AgentSymbol
    seed: number
    startAt: number
    startPrice: number
  }) {
    const { port, seed, startAt, startPrice } = options
    const { symbol, base } = options.symbol
    this.profile = instrumentProfile(base)
    this.grid = createTickGrid(options.symbol)
    this.impact = new Impact(startAt)
    const salt = streamOf(`${symbol}/levels`) ^ seed
    this.near = new Ladder({ port, symbol, levels: NEAR_LEVELS, skippedCells: 0, salt })
    this.far = new Ladder({ port, symbol, levels: FAR_LEVELS, skippedCells: 1, salt: ~salt })
    this.takers = new Takers({
      port,
      symbol,
      seed,
      stream: streamOf(`${symbol}/takers`),
      at: startAt,
      arrivalsPerSecond: this.profile.takersPerSecond,
      averageLots: this.profile.takerNotional / startPrice / this.grid.lot,
    })
  }

  step(standing: Standing): void {
    const { now, volatility } = standing
    this.impact.decayTo(now)
    const logPrice = standing.logPrice + this.impact.value
    const price = Math.exp(logPrice)
    const centreTicks = price / this.grid.tick
    this.resize(price, volatility)
    this.follow(centreTicks)
    const isTraded = this.takers.act({
      now,
      logPrice,
      worthTicks: centreTicks,
      spreadTicks: this.cellTicks,
      activity: volatility,
      levelLots: this.levelLots,
    })
    if (isTraded) this.isTouched = true
  }

  /** Hears of a trade in which an outsider took part. */
  onOutsideTrade(trade: MarketTrade): void {
    this.isTouched = true
    const signedLots = trade.isBuyerMaker ? -trade.lots : trade.lots
    this.impact.push(signedLots, this.levelLots, this.cellTicks / trade.priceTicks)
  }

  withdraw(): void {
    this.near.withdraw()
    this.far.withdraw()
  }

  private resize(price: number, volatility: number): void {
    const ideal = (price * this.profile.spread * volatility ** SPREAD_ELASTICITY) / this.grid.tick
    const doublings = Math.max(0, Math.log2(ideal))
    if (Math.abs(doublings - Math.log2(this.cellTicks)) > WIDTH_HYSTERESIS_DOUBLINGS) {
      this.cellTicks = 2 ** Math.round(doublings)
    }
    const levelMoney = this.profile.levelNotional / volatility ** SIZE_ELASTICITY
    this.levelLots = this.grid.toLots(levelMoney / price)
  }

  private follow(centreTicks: number): void {
    const { cellTicks, levelLots, isTouched } = this
    this.near.follow({ centreTicks, cellTicks, levelLots, isTouched })
    const far = { cellTicks: cellTicks * FAR_WIDTH, levelLots: levelLots * FAR_SIZE }
    this.far.follow({ centreTicks, ...far, isTouched })
    this.isTouched = false
  }
}
