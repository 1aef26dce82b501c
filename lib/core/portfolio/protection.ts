import {
  type Amount,
  absolute,
  add,
  isNegative,
  isZero,
  min,
  negate,
  notional,
  type Price,
  type Quantity,
  scale,
  subtract,
  zeroAmount,
  zeroQuantity,
} from '#core/money/money.ts'
import type { Order } from '#core/orders/order.ts'
import { isInDoubt, isOpen } from '#core/orders/order-state.ts'
import type { Position } from './position.ts'

/** What protection reads of an order. */
export type ProtectiveOrder = Pick<
  Order,
  | 'id'
  | 'bookId'
  | 'instrumentId'
  | 'side'
  | 'type'
  | 'quantity'
  | 'filledQuantity'
  | 'stopPrice'
  | 'limitPrice'
  | 'state'
  | 'cancelRequestedAt'
>

/** One stop that stands at the venue for a position. */
export type Stop = {
  readonly orderId: string
  readonly stopPrice: Price
  readonly quantity: Quantity
}

export type Protection = {
  /** How much of the position a stop would close: at most all of it. */
  readonly quantity: Quantity
  /** The stops, the one that triggers first in front. */
  readonly stops: readonly Stop[]
  /** What all stops would realise at their stop prices, before fees and slippage; null where nothing is protected. */
  readonly pnlAtStops: Amount | null
}

const UNPROTECTED: Protection = { quantity: zeroQuantity, stops: [], pnlAtStops: null }

/**
 * Which standing stop orders protect a position. Only what the venue has acknowledged counts, and nothing that
 * is being canceled: a stop that may not be there protects nobody.
 */
export function protectionOf(position: Position, orders: readonly ProtectiveOrder[]): Protection {
  if (isZero(position.quantity)) return UNPROTECTED
  const isLong = !isNegative(position.quantity)
  const stops = orders
    .filter((order) => protects(order, position, isLong))
    .flatMap(stopOf)
    .toSorted((a, b) => compareStops(a, b, isLong))
  return stops.length === 0 ? UNPROTECTED : covered(position, stops)
}

function protects(order: ProtectiveOrder, position: Position, isLong: boolean): boolean {
  return (
    order.type === 'stopLimit' &&
    order.bookId === position.bookId &&
    order.instrumentId === position.instrumentId &&
    order.side === (isLong ? 'sell' : 'buy') &&
    isOpen(order.state) &&
    !isInDoubt(order.state) &&
    order.state !== 'NEW' &&
    order.state !== 'AWAITING_APPROVAL' &&
    order.cancelRequestedAt === null
  )
}

function stopOf({ id, quantity, filledQuantity, stopPrice }: ProtectiveOrder): Stop[] {
  if (quantity === null || stopPrice === null) return []
  return [{ orderId: id, stopPrice, quantity: subtract(quantity, filledQuantity) }]
}

/** A falling price meets the highest stop of a long first, a rising one the lowest of a short. */
function compareStops(a: Stop, b: Stop, isLong: boolean): number {
  if (a.stopPrice === b.stopPrice) return 0
  return a.stopPrice > b.stopPrice === isLong ? -1 : 1
}

function covered(position: Position, stops: readonly Stop[]): Protection {
  const whole = absolute(position.quantity)
  const counted: Stop[] = []
  let open = whole
  let proceeds = zeroAmount
  for (const stop of stops) {
    const quantity = min(stop.quantity, open)
    if (isZero(quantity)) break
    open = subtract(open, quantity)
    counted.push({ ...stop, quantity })
    proceeds = add(proceeds, notional(stop.stopPrice, quantity, 'halfEven'))
  }
  const quantity = subtract(whole, open)
  const value = isNegative(position.quantity) ? negate(proceeds) : proceeds
  const cost = scale(position.cost, quantity, whole, 'halfEven')
  return { quantity, stops: counted, pnlAtStops: subtract(value, cost) }
}
