import { settleHold } from '#core/ledger/hold-for-order.ts'
import type { InstrumentId } from '#core/market/instrument.ts'
import {
  type Amount,
  add,
  amountOf,
  asAmount,
  notional,
  type Price,
  type Quantity,
  quantityFor,
  quantityOf,
  subtract,
  zeroQuantity,
} from '#core/money/money.ts'
import type { NewOrder } from '#core/orders/order.ts'
import { applyOrderEvent, isOpen, type OrderEvent } from '#core/orders/order-state.ts'
import type { OrderRecord, PlacingFacts } from '#ports/order-path-store.ts'
import { decideOrders } from '#usecases/orders/decide-orders.ts'
import { anInstrument, at, BTC, orderTerms, p, USDT } from './builders.ts'

const instrument = anInstrument()
const NOW = at(1_000_000)
const [BOOK, MARK] = ['a-book', p('100')]

export type Asked = Pick<NewOrder, 'side' | 'reduceOnly' | 'quantity' | 'quoteAmount'> & {
  /** null for a market order. */
  readonly limitPrice: Price | null
}

/**
 * One book in one market as a venue could play with it: what is decided is decided by the desk's own rules, what
 * happens to it is told by a test. Fills cost no fee, and never more than the order's limit.
 */
export class OrderModel {
  available: { base: Amount; quote: Amount }
  position: Quantity
  readonly orders: OrderRecord[] = []

  constructor(owned: {
    readonly base: Amount
    readonly quote: Amount
    readonly position: Quantity
  }) {
    const { position, ...available } = owned
    this.available = available
    this.position = position
  }

  get open(): readonly OrderRecord[] {
    return this.orders.filter(({ state }) => isOpen(state))
  }

  /** Returns whether the orders were allowed, decided together in one transaction. */
  place(asked: readonly Asked[]): readonly boolean[] {
    const wishes = asked.map(({ limitPrice, ...rest }) => wishOf({ ...rest, limitPrice }))
    const newId = () => `${this.orders.length}`
    const decider = { facts: this.#facts(), at: NOW, requestId: 'a request', newId }
    const { orders } = decideOrders(decider, wishes)
    for (const order of orders) {
      if (order.state === 'DENIED') continue
      this.#move(order, (held) => subtract(held, order.holdAmount))
      this.orders.push({ ...order, id: `${this.orders.length}` })
    }
    return orders.map(({ state }) => state !== 'DENIED')
  }

  /** Fills a share, in hundredths, of what is left of an open order. Returns what moved. */
  fill(index: number, hundredths: number): { order: OrderRecord; before: Quantity } | null {
    const order = this.open[index % Math.max(1, this.open.length)]
    if (order === undefined) return null
    const price = order.limitPrice ?? MARK
    const whole = order.quantity ?? quantityFor(order.quoteAmount ?? amountOf(0n), price, 'down')
    const left = subtract(whole, order.filledQuantity)
    const quantity = quantityOf((left * BigInt(hundredths)) / 100n)
    if (quantity <= 0n) return null
    const quote = notional(price, quantity, 'down')
    const before = this.position
    const isBuy = order.side === 'buy'
    this.#tell(order, { kind: 'filled', quantity, quote }, isBuy ? quote : asAmount(quantity))
    this.position = isBuy ? add(before, quantity) : subtract(before, quantity)
    const { base, quote: money } = this.available
    this.available = isBuy
      ? { base: add(base, asAmount(quantity)), quote: money }
      : { base, quote: add(money, quote) }
    return { order, before }
  }

  cancel(index: number): void {
    const order = this.open[index % Math.max(1, this.open.length)]
    if (order !== undefined) this.#tell(order, { kind: 'canceled' }, amountOf(0n))
  }

  /** The order was sent and nobody knows what became of it. */
  doubt(index: number): void {
    const order = this.open[index % Math.max(1, this.open.length)]
    if (order?.state === 'NEW') this.#tell(order, { kind: 'claimed' }, amountOf(0n))
  }

  #tell(order: OrderRecord, event: OrderEvent, spent: Amount): void {
    const move = applyOrderEvent(order, event)
    if (move.kind === 'unchanged') return
    const { released, remaining, consumed } = settleHold({
      before: order,
      after: move.facts,
      held: order.holdAmount,
      spent,
    })
    this.orders[this.orders.indexOf(order)] = { ...order, ...move.facts, holdAmount: remaining }
    this.#move(order, (available) => subtract(add(available, released), subtract(spent, consumed)))
  }

  #move({ side }: OrderRecord, change: (available: Amount) => Amount): void {
    const asset = side === 'buy' ? 'quote' : 'base'
    this.available = { ...this.available, [asset]: change(this.available[asset]) }
  }

  /** As the store reads them: what is open or in doubt counts in full. */
  #facts(): PlacingFacts {
    const sum = (side: NewOrder['side']) =>
      this.open
        .filter((order) => order.side === side && order.quantity !== null)
        .reduce(
          (all, { quantity, filledQuantity }) =>
            add(all, subtract(quantity ?? zeroQuantity, filledQuantity)),
          zeroQuantity,
        )
    const { base, quote } = this.available
    return {
      account: { organizationId: 'a firm', clientId: 'a client', accountId: 'an account' },
      venueId: 'sim',
      permit: PERMIT,
      bookIds: new Set([BOOK]),
      instruments: new Map([[instrument.id, { instrument, quote: QUOTE }]]),
      available: [
        { bookId: BOOK, asset: BTC, amount: base },
        { bookId: BOOK, asset: USDT, amount: quote },
      ],
      exposures: [
        {
          bookId: BOOK,
          instrumentId: instrument.id as InstrumentId,
          position: this.position,
          openBuys: sum('buy'),
          openSells: sum('sell'),
          closingSides: this.open.flatMap(({ reduceOnly, side }) => (reduceOnly ? [side] : [])),
          hasUnsizedBuy: this.open.some(({ quantity }) => quantity === null),
        },
      ],
      orders: [],
    }
  }
}

const QUOTE = { bid: p('99.99'), ask: p('100.01'), last: MARK, at: NOW }
const PERMIT: PlacingFacts['permit'] = {
  accountStatus: 'CONNECTED',
  clientStatus: 'ACTIVE',
  mode: 'paper',
  certification: 'PAPER',
  tradingState: 'ACTIVE',
}

function wishOf({ limitPrice, ...asked }: Asked): NewOrder {
  return {
    ...orderTerms(),
    ...asked,
    type: limitPrice === null ? 'market' : 'limit',
    timeInForce: limitPrice === null ? 'IOC' : 'GTC',
    limitPrice,
    accountId: 'an account',
    bookId: BOOK,
    instrumentId: instrument.id,
    protectsPositionId: null,
    parentOrderId: null,
    origin: { kind: 'person', id: 'a trader', signalId: null },
    note: null,
  }
}
