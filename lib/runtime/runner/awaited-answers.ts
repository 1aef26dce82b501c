import { SECOND_MS } from '#core/time/time.ts'
import type { Clock } from '#ports/clock.ts'
import type { VenueFill, VenueOrder } from '#ports/venue.ts'
import { Bell } from './bell.ts'

/** A stream's news of an order wait so long for the answer to its request, which may never come. */
export const ANSWER_WAIT_MS = SECOND_MS / 4
/** The newest answers are remembered. */
export const ANSWERS_REMEMBERED_MAX = 10_000

export type AccountNews = {
  readonly orders: readonly VenueOrder[]
  readonly fills: readonly VenueFill[]
}

const NOTHING: AccountNews = { orders: [], fills: [] }

type Answer = {
  readonly order: VenueOrder
  readonly tradeIds: ReadonlySet<string>
}

/**
 * A venue tells of a new order twice at the same moment: in its answer and on the account's stream. What both tell
 * is stored once: the stream's part waits for the answer, and what the answer told already is left out. Only a
 * saving: anything told again would change nothing.
 */
export class AwaitedAnswers {
  /** Rings when there is something to store again. */
  readonly arrived: Bell
  readonly #clock: Clock
  #released: AccountNews = NOTHING
  /** By client order id: what the stream told while the answer is awaited. */
  readonly #awaited = new Map<string, { orders: VenueOrder[]; fills: VenueFill[] }>()
  /** By venue order id, oldest first. */
  readonly #answers = new Map<string, Answer>()

  constructor(clock: Clock) {
    this.#clock = clock
    this.arrived = new Bell(clock)
  }

  /** An order is about to be sent. */
  await(clientOrderId: string): void {
    this.#awaited.set(clientOrderId, { orders: [], fills: [] })
    const giveUp = () => this.#release(clientOrderId)
    void this.#clock.sleep(ANSWER_WAIT_MS).then(giveUp, giveUp)
  }

  /** Its answer is stored; null when there was none, or it could not be stored. */
  answered(
    clientOrderId: string,
    answer: (Omit<Answer, 'tradeIds'> & { readonly fills: readonly VenueFill[] }) | null,
  ): void {
    if (answer !== null) {
      const { order, fills } = answer
      const tradeIds = new Set(fills.map(({ venueTradeId }) => venueTradeId))
      this.#answers.set(keyOf(order), { order, tradeIds })
      const [oldest] = this.#answers.keys()
      if (this.#answers.size > ANSWERS_REMEMBERED_MAX && oldest !== undefined) {
        this.#answers.delete(oldest)
      }
    }
    this.#release(clientOrderId)
  }

  /** What is to be stored now: of the stream's news, and of those that waited in vain. */
  toStore(news: AccountNews): AccountNews {
    const released = this.#released
    this.#released = NOTHING
    const orders = news.orders.filter(
      (order) => this.#waiting(order)?.orders.push(order) === undefined,
    )
    const waiting = new Map(news.orders.map((order) => [keyOf(order), this.#waiting(order)]))
    const fills = news.fills.filter(
      (fill) => waiting.get(keyOf(fill))?.fills.push(fill) === undefined,
    )
    return this.#untold(joined(released, { orders, fills }))
  }

  #waiting({ clientOrderId }: VenueOrder) {
    return clientOrderId === null ? undefined : this.#awaited.get(clientOrderId)
  }

  #release(clientOrderId: string): void {
    const waited = this.#awaited.get(clientOrderId)
    this.#awaited.delete(clientOrderId)
    if (waited === undefined || waited.orders.length === 0) return
    this.#released = joined(this.#released, waited)
    this.arrived.ring()
  }

  #untold({ orders, fills }: AccountNews): AccountNews {
    return {
      orders: orders.filter((order) => !isTold(this.#answers.get(keyOf(order))?.order, order)),
      fills: fills.filter(
        (fill) => !this.#answers.get(keyOf(fill))?.tradeIds.has(fill.venueTradeId),
      ),
    }
  }
}

/** An order that is open still, or closed in the same way, with no more filled than the answer said. */
function isTold(answer: VenueOrder | undefined, { state, filledQuantity }: VenueOrder): boolean {
  if (answer === undefined || filledQuantity > answer.filledQuantity) return false
  return state === answer.state || state === 'WORKING' || state === 'PARTIALLY_FILLED'
}

function joined(first: AccountNews, second: AccountNews): AccountNews {
  return {
    orders: [...first.orders, ...second.orders],
    fills: [...first.fills, ...second.fills],
  }
}

function keyOf({
  instrumentId,
  venueOrderId,
}: Pick<VenueOrder, 'instrumentId' | 'venueOrderId'>): string {
  return `${instrumentId} ${venueOrderId}`
}
