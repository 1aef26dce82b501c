import type { PublicPayload } from '#api/stream.ts'
import { add, type Price, type Quantity, zeroQuantity } from '#core/money/money.ts'
import type { OrderSide } from '#core/orders/order.ts'
import { SECOND_MS, type UnixMs } from '#core/time/time.ts'
import { queueAhead } from './queue-ahead.ts'

/** The desk's clock and the venue's may differ by so much before our own order is looked for in a book. */
export const CLOCKS_DIFFER_MS_MAX = SECOND_MS
/** Prices whose volume is remembered; beyond these the ladder forgets them all. */
const PRICES_MAX = 5_000

export type OwnOrder = {
  readonly id: string
  readonly side: OrderSide
  readonly price: Price
  readonly left: Quantity
  /** When it came to rest at the venue; null while it does not rest. */
  readonly restsSince: UnixMs | null
}

type Sight = {
  readonly book: PublicPayload<'book'> | null
  /** Newest first. */
  readonly trades: PublicPayload<'trades'>['trades']
  readonly orders: readonly OwnOrder[]
}

type Trade = Sight['trades'][number]

/** Remembers what a ladder shows beyond the book: what traded at each price, and the bound of our queue places. */
export class LadderTracker {
  readonly #volumes = new Map<Price, Quantity>()
  #ahead = new Map<string, Quantity>()
  #newestTradeId: string | null = null
  #lastPrice: Price | null = null

  /** Takes one look. Trades told before are not counted again. */
  see({ book, trades, orders }: Sight): void {
    const fresh = this.#fresh(trades)
    for (const { price, quantity } of fresh) this.#count(price, quantity)
    this.#lastPrice = trades[0]?.price ?? this.#lastPrice
    if (book === null) return
    const known = this.#ahead
    this.#ahead = new Map()
    for (const order of orders) {
      if (order.restsSince === null) continue
      const bound = queueAhead(known.get(order.id) ?? null, {
        level: levelOf(book, order),
        own: order.left,
        isInLevel: book.at > order.restsSince + CLOCKS_DIFFER_MS_MAX,
        traded: tradedAgainst(order, fresh),
      })
      if (bound !== null) this.#ahead.set(order.id, bound)
    }
  }

  /** What traded at each price since the ladder was opened. */
  get volumes(): ReadonlyMap<Price, Quantity> {
    return this.#volumes
  }

  /** The most that stands before an order; null while nobody can say. */
  aheadOf(orderId: string): Quantity | null {
    return this.#ahead.get(orderId) ?? null
  }

  get lastPrice(): Price | null {
    return this.#lastPrice
  }

  #fresh(trades: Sight['trades']): readonly Trade[] {
    const newest = trades[0]
    if (newest === undefined) return []
    const seen = trades.findIndex(({ id }) => id === this.#newestTradeId)
    this.#newestTradeId = newest.id
    return seen === -1 ? trades : trades.slice(0, seen)
  }

  #count(price: Price, quantity: Quantity): void {
    if (this.#volumes.size >= PRICES_MAX) this.#volumes.clear()
    this.#volumes.set(price, add(this.#volumes.get(price) ?? zeroQuantity, quantity))
  }
}

function levelOf(book: PublicPayload<'book'>, { side, price }: OwnOrder): Quantity | null {
  const levels = side === 'buy' ? book.bids : book.asks
  return levels.find(([each]) => each === price)?.[1] ?? null
}

/** Trades at the order's price that its own side served, after it surely rested. */
function tradedAgainst({ side, price, restsSince }: OwnOrder, trades: readonly Trade[]): Quantity {
  const from = (restsSince ?? 0) + CLOCKS_DIFFER_MS_MAX
  return trades
    .filter((trade) => trade.price === price && trade.takerSide !== side && trade.at > from)
    .reduce((sum, { quantity }) => add(sum, quantity), zeroQuantity)
}
