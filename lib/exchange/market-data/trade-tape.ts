export const TAPE_LENGTH_MAX = 10_000

export type PublicTrade = {
  readonly id: number
  readonly aggregateId: number
  readonly priceTicks: number
  readonly lots: number
  readonly isBuyerMaker: boolean
  readonly at: number
}

/** Trades of one taker order at one price, as the dialect's aggTrades show them. */
export type AggregateTrade = {
  readonly id: number
  readonly priceTicks: number
  lots: number
  readonly firstTradeId: number
  lastTradeId: number
  readonly isBuyerMaker: boolean
  readonly at: number
}

export type TapeTrade = Omit<PublicTrade, 'aggregateId'> & {
  /** Anything that is the same for two trades of one taker order. */
  readonly takerKey: object
}

/** The newest trades of one symbol. */
export class TradeTape {
  private readonly trades: PublicTrade[] = []
  private readonly aggregates: AggregateTrade[] = []
  private lastTaker: object | null = null
  private nextAggregateId: number

  /** Aggregate ids begin like trade ids and are never more, so they are as safe from use twice. */
  constructor(firstTradeId: number) {
    this.nextAggregateId = firstTradeId
  }

  add(trade: TapeTrade): PublicTrade {
    const aggregate = this.aggregateFor(trade)
    const { takerKey: _, ...shown } = trade
    const entry = { ...shown, aggregateId: aggregate.id }
    this.trades.push(entry)
    trim(this.trades)
    return entry
  }

  latest(limit: number): readonly PublicTrade[] {
    return this.trades.slice(-limit)
  }

  /** Trades with ids from `id` on. */
  from(id: number, limit: number): readonly PublicTrade[] {
    const start = this.trades.findIndex((trade) => trade.id >= id)
    return start < 0 ? [] : this.trades.slice(start, start + limit)
  }

  last(): PublicTrade | undefined {
    return this.trades.at(-1)
  }

  /** A recent aggregate by its id. */
  aggregate(id: number): AggregateTrade | undefined {
    return this.aggregates.findLast((it) => it.id <= id)
  }

  allAggregates(): readonly AggregateTrade[] {
    return this.aggregates
  }

  private aggregateFor(trade: TapeTrade): AggregateTrade {
    const last = this.aggregates.at(-1)
    if (last !== undefined && this.lastTaker === trade.takerKey) {
      if (last.priceTicks === trade.priceTicks) {
        last.lots += trade.lots
        last.lastTradeId = trade.id
        return last
      }
    }
    this.lastTaker = trade.takerKey
    const { priceTicks, lots, isBuyerMaker, at } = trade
    const aggregate: AggregateTrade = {
      id: this.nextAggregateId++,
      priceTicks,
      lots,
      firstTradeId: trade.id,
      lastTradeId: trade.id,
      isBuyerMaker,
      at,
    }
    this.aggregates.push(aggregate)
    trim(this.aggregates)
    return aggregate
  }
}

/** Cuts in large steps, so that a trade costs no shifting of the whole tape. */
function trim(list: unknown[]): void {
  if (list.length >= 2 * TAPE_LENGTH_MAX) list.splice(0, list.length - TAPE_LENGTH_MAX)
}
