import type { InstrumentId } from '#core/market/instrument.ts'
import type { NewsFacts, NewsWish, OrderRecord, PositionRecord } from '#ports/order-path-store.ts'

type OrderName = NewsWish['orders'][number]
type FillName = NewsWish['fills'][number]

/** What we know of the orders and fills that a venue tells of, as its news change it. */
export class KnownSoFar {
  readonly #orders: Map<string, OrderRecord>
  readonly #positions: Map<string, PositionRecord>
  readonly #fills: Set<string>

  constructor({ orders, positions, knownFills }: NewsFacts) {
    this.#orders = new Map(orders.map((order) => [order.id, order]))
    this.#positions = new Map(positions.map((position) => [positionKey(position), position]))
    this.#fills = new Set(knownFills.map(fillKey))
  }

  /** A venue order id names one order of its instrument; before we know it, the client order id does. */
  orderOf({ instrumentId, venueOrderId, clientOrderId }: OrderName): OrderRecord | null {
    const orders = [...this.#orders.values()].filter((order) => order.instrumentId === instrumentId)
    const byVenue = orders.find(
      (order) => venueOrderId !== null && order.venueOrderId === venueOrderId,
    )
    const byUs = orders.find(
      (order) =>
        clientOrderId !== null &&
        order.clientOrderId === clientOrderId &&
        (order.venueOrderId === null || venueOrderId === null),
    )
    return byVenue ?? byUs ?? null
  }

  orderOfFill({ instrumentId, venueOrderId }: FillName): OrderRecord | null {
    return this.orderOf({ instrumentId, venueOrderId, clientOrderId: null })
  }

  positionOf(bookId: string, instrumentId: InstrumentId): PositionRecord | null {
    return this.#positions.get(positionKey({ bookId, instrumentId })) ?? null
  }

  hasFill(fill: FillName): boolean {
    return this.#fills.has(fillKey(fill))
  }

  keepOrder(order: OrderRecord): void {
    this.#orders.set(order.id, order)
  }

  keepFill(fill: FillName, position: PositionRecord): void {
    this.#fills.add(fillKey(fill))
    this.#positions.set(positionKey(position), position)
  }
}

function positionKey({
  bookId,
  instrumentId,
}: Pick<PositionRecord, 'bookId' | 'instrumentId'>): string {
  return `${bookId} ${instrumentId}`
}

function fillKey({ instrumentId, venueTradeId, venueOrderId }: FillName): string {
  return `${instrumentId}/${venueTradeId}/${venueOrderId}`
}
