import type { AgentPort, AgentSide, AgentSymbol } from './agent-port.ts'
import type { LiveFeed, VenueLevel } from './feeds/price-feed.ts'
import { createTickGrid, type TickGrid } from './tick-grid.ts'

/** Levels of the venue's book that are shown here, per side. */
export const MIRROR_LEVELS = 20
/** After so long without a word from the venue its prices are taken down: an old price is a wrong price. */
export const STALE_AFTER_MS = 10_000
const TRADES_PER_STEP_MAX = 50

type Quote = { readonly id: number; readonly lots: number }

/**
 * Shows a real venue's book and repeats its trades. An outsider's order meets the mirrored quantities and
 * takes its place in the queue at its price; what an outsider takes comes back with the venue's next word.
 */
export class MirrorAgents {
  private readonly port: AgentPort
  private readonly symbol: string
  private readonly feed: LiveFeed
  private readonly grid: TickGrid
  private readonly bids = new Map<number, Quote>()
  private readonly asks = new Map<number, Quote>()
  private version = -1
  private heardAt: number

  constructor(options: { port: AgentPort; symbol: AgentSymbol; feed: LiveFeed; startAt: number }) {
    this.port = options.port
    this.symbol = options.symbol.symbol
    this.feed = options.feed
    this.grid = createTickGrid(options.symbol)
    this.heardAt = options.startAt
  }

  step(now: number): void {
    const book = this.feed.book(this.symbol)
    const trades = this.feed.takeTrades(this.symbol).slice(-TRADES_PER_STEP_MAX)
    if (book === null || book.version === this.version) {
      if (this.isStale(now)) this.withdraw()
      return
    }
    this.version = book.version
    this.heardAt = now
    for (const { side, quantity } of trades) {
      const lots = this.grid.toLots(Number(quantity))
      this.port.placeMarket({ symbol: this.symbol, side, lots })
    }
    const bids = this.collect(book.bids, Math.floor)
    const asks = this.collect(book.asks, Math.ceil)
    this.prune('buy', this.bids, bids)
    this.prune('sell', this.asks, asks)
    this.place('buy', this.bids, bids)
    this.place('sell', this.asks, asks)
  }

  isStale(now: number): boolean {
    return now - this.heardAt > STALE_AFTER_MS
  }

  withdraw(): void {
    for (const quotes of [this.bids, this.asks]) {
      for (const quote of quotes.values()) this.port.cancel(this.symbol, quote.id)
      quotes.clear()
    }
  }

  /** The venue's levels on our grid: a finer venue's prices are rounded away from the touch. */
  private collect(levels: readonly VenueLevel[], round: RoundTicks): Map<number, number> {
    const wanted = new Map<number, number>()
    for (const [price, quantity] of levels.slice(0, MIRROR_LEVELS)) {
      const ticks = onGrid(Number(price) / this.grid.tick, round)
      const lots = onGrid(Number(quantity) / this.grid.lot, Math.floor)
      if (ticks >= 1) wanted.set(ticks, (wanted.get(ticks) ?? 0) + Math.max(1, lots))
    }
    return wanted
  }

  private prune(side: AgentSide, quotes: Map<number, Quote>, wanted: Map<number, number>): void {
    for (const [priceTicks, quote] of quotes) {
      const isSame = wanted.get(priceTicks) === quote.lots
      if (isSame && this.port.lotsAt(this.symbol, side, priceTicks) >= quote.lots) continue
      this.port.cancel(this.symbol, quote.id)
      quotes.delete(priceTicks)
    }
  }

  private place(side: AgentSide, quotes: Map<number, Quote>, wanted: Map<number, number>): void {
    for (const [priceTicks, lots] of wanted) {
      if (quotes.has(priceTicks)) continue
      const id = this.port.placeLimit({ symbol: this.symbol, side, priceTicks, lots })
      if (id !== 0) quotes.set(priceTicks, { id, lots })
    }
  }
}

type RoundTicks = (ticks: number) => number

/** Division of two decimals leaves dust; what is within it of a whole number is that number. */
const GRID_DUST = 1e-6

function onGrid(ratio: number, round: RoundTicks): number {
  const nearest = Math.round(ratio)
  return Math.abs(ratio - nearest) < GRID_DUST ? nearest : round(ratio)
}
