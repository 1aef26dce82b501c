import type { AgentPort, AgentSide } from './agent-port.ts'
import { mix32 } from './dice.ts'

/** How far past a boundary the centre must go before the ladder moves, in cells: stops flicker. */
const HYSTERESIS_CELLS = 0.15
const LEVEL_SIZE_MIN = 0.4
const LEVEL_SIZE_SPAN = 1.2
const UINT32 = 0x1_0000_0000

type Quote = { readonly id: number; readonly priceTicks: number; readonly lots: number }
type LadderSide = { readonly side: AgentSide; readonly quotes: Map<number, Quote> }

/**
 * A maker's orders on both sides of a centre. Prices are cut into cells of equal width with at most one
 * order in each, at a place and of a size that belong to the cell: when the centre moves, only the cells at
 * the two ends of each side change, so following a price costs a few orders, not a whole book. A maker
 * never takes: a better price from somebody else is left to those who trade for a reason.
 */
export class Ladder {
  private readonly port: AgentPort
  private readonly symbol: string
  private readonly levels: number
  /** Cells left free next to the centre: where a finer ladder stands. */
  private readonly skippedCells: number
  private readonly salt: number
  private readonly bids: LadderSide = { side: 'buy', quotes: new Map() }
  private readonly asks: LadderSide = { side: 'sell', quotes: new Map() }
  private cellTicks = 0
  private bidCell = 0
  private isUnfinished = false

  constructor(options: {
    port: AgentPort
    symbol: string
    levels: number
    skippedCells: number
    salt: number
  }) {
    this.port = options.port
    this.symbol = options.symbol
    this.levels = options.levels
    this.skippedCells = options.skippedCells
    this.salt = options.salt
  }

  /**
   * Brings the orders around `centreTicks`. Free when the centre stays within its cell and `isTouched` says
   * that nobody traded; otherwise sends only what differs.
   */
  follow(input: {
    centreTicks: number
    cellTicks: number
    levelLots: number
    isTouched: boolean
  }): void {
    const { cellTicks } = input
    const bidCell = this.nextBidCell(input.centreTicks, cellTicks)
    const isMoved = bidCell !== this.bidCell || cellTicks !== this.cellTicks
    if (!isMoved && !input.isTouched && !this.isUnfinished) return
    if (cellTicks !== this.cellTicks) this.withdraw()
    this.cellTicks = cellTicks
    this.bidCell = bidCell

    const highestBid = bidCell - this.skippedCells
    const lowestAsk = bidCell + 1 + this.skippedCells
    const lowestBid = highestBid - this.levels + 1
    const highestAsk = lowestAsk + this.levels - 1
    this.prune(this.bids, lowestBid, highestBid)
    this.prune(this.asks, lowestAsk, highestAsk)
    this.isUnfinished = false
    for (let i = 0; i < this.levels; i += 1) {
      this.quote(this.bids, highestBid - i, input.levelLots)
      this.quote(this.asks, lowestAsk + i, input.levelLots)
    }
    this.standBehind(this.bids, lowestBid, input.levelLots)
    this.standBehind(this.asks, highestAsk, input.levelLots)
  }

  withdraw(): void {
    for (const { quotes } of [this.bids, this.asks]) {
      for (const quote of quotes.values()) this.port.cancel(this.symbol, quote.id)
      quotes.clear()
    }
  }

  /** The cell of the best bid; the best ask's is the next one up, so the two can never cross. */
  private nextBidCell(centreTicks: number, cellTicks: number): number {
    const position = (centreTicks + 0.5) / cellTicks - 1
    const isHeld =
      cellTicks === this.cellTicks && Math.abs(position - this.bidCell) <= 0.5 + HYSTERESIS_CELLS
    return isHeld ? this.bidCell : Math.round(position)
  }

  /** Takes back what stands outside the wanted cells and what somebody has eaten from. */
  private prune(ladderSide: LadderSide, firstCell: number, lastCell: number): void {
    for (const [cell, quote] of ladderSide.quotes) {
      const isWanted = cell >= firstCell && cell <= lastCell
      const resting = isWanted
        ? this.port.lotsAt(this.symbol, ladderSide.side, quote.priceTicks)
        : 0
      if (resting >= quote.lots) continue
      this.port.cancel(this.symbol, quote.id)
      ladderSide.quotes.delete(cell)
    }
  }

  private quote({ side, quotes }: LadderSide, cell: number, levelLots: number): void {
    if (quotes.has(cell)) return
    const hash = mix32(mix32(cell) ^ this.salt) >>> 0
    const priceTicks = cell * this.cellTicks + (hash % this.cellTicks)
    if (priceTicks < 1) return
    const opposite = this.bestOpposite(side)
    const wouldTake =
      opposite !== null && (side === 'buy' ? priceTicks >= opposite : priceTicks <= opposite)
    if (wouldTake) {
      this.isUnfinished = true
      return
    }
    const size = LEVEL_SIZE_MIN + (LEVEL_SIZE_SPAN * (mix32(hash) >>> 0)) / UINT32
    this.place({ side, quotes }, cell, priceTicks, Math.max(1, Math.round(levelLots * size)))
  }

  /** When somebody's orders cover every cell of a side, one quote stands right behind them. */
  private standBehind(ladderSide: LadderSide, cell: number, levelLots: number): void {
    const opposite = this.bestOpposite(ladderSide.side)
    if (ladderSide.quotes.size > 0 || opposite === null) return
    const priceTicks = ladderSide.side === 'buy' ? opposite - 1 : opposite + 1
    if (priceTicks >= 1) this.place(ladderSide, cell, priceTicks, levelLots)
  }

  private place(
    { side, quotes }: LadderSide,
    cell: number,
    priceTicks: number,
    lots: number,
  ): void {
    const id = this.port.placeLimit({ symbol: this.symbol, side, priceTicks, lots })
    if (id === 0) this.isUnfinished = true
    else quotes.set(cell, { id, priceTicks, lots })
  }

  private bestOpposite(side: AgentSide): number | null {
    return side === 'buy' ? this.port.bestAsk(this.symbol) : this.port.bestBid(this.symbol)
  }
}
