import type { OrderView } from '#api/codecs/order.ts'
import type { PositionView } from '#api/codecs/portfolio.ts'
import type { Instrument } from '#core/market/instrument.ts'
import { QuantizeError, toTickPrice } from '#core/market/quantize.ts'
import {
  type Amount,
  absolute,
  isPositive,
  isZero,
  MONEY_LIMIT,
  min,
  negate,
  notional,
  type Price,
  priceOf,
  type Quantity,
  subtract,
} from '#core/money/money.ts'

/** The price of an order that a line stands for. */
export type LineField = 'limitPrice' | 'stopPrice'

/** A price at which an order waits, as a line across the chart. A stop-limit has two until its stop is hit. */
export type OrderLine = {
  readonly key: string
  readonly order: OrderView
  readonly field: LineField
  readonly price: Price
  /** What is still to be filled; null for an order by its value. */
  readonly remaining: Quantity | null
  /** At the venue, with nothing asked of it that is not answered: it may be moved or canceled. */
  readonly canChange: boolean
}

/** The lines of open orders, the highest price first. */
export function orderLinesOf(orders: readonly OrderView[]): readonly OrderLine[] {
  return orders
    .flatMap((order) => {
      const stop = order.triggeredAt === null ? order.stopPrice : null
      return [lineOf(order, 'stopPrice', stop), lineOf(order, 'limitPrice', order.limitPrice)]
    })
    .filter((line) => line !== null)
    .sort((a, b) => Number(b.price > a.price) - Number(b.price < a.price))
}

function lineOf(order: OrderView, field: LineField, price: Price | null): OrderLine | null {
  if (price === null) return null
  const { quantity, filledQuantity, state } = order
  const isAtVenue = state === 'WORKING' || state === 'PARTIALLY_FILLED'
  return {
    key: `${order.id} ${field}`,
    order,
    field,
    price,
    remaining: quantity === null ? null : subtract(quantity, filledQuantity),
    canChange: isAtVenue && order.cancelRequestedAt === null && order.replaceRequestedAt === null,
  }
}

/** The order price nearest to a height on the chart; null where no price is, below the first tick. */
export function draggedPrice(value: number, instrument: Instrument): Price | null {
  try {
    return toTickPrice(value, instrument, 'nearest')
  } catch (error) {
    if (error instanceof QuantizeError) return null
    throw error
  }
}

/** A price moved by whole ticks; unchanged where that would leave the prices there are. */
export function steppedPrice(price: Price, ticks: number, { priceTick }: Instrument): Price {
  const next = price + BigInt(ticks) * priceTick
  return next > 0n && next < MONEY_LIMIT ? priceOf(next) : price
}

export type LineEffect = {
  /** From where the order rests now. */
  readonly change: Price
  /** From the last price; null while that is unknown. */
  readonly fromLast: Price | null
  /** What filling the rest here would realise of the book's position, before fees; null if it closes nothing. */
  readonly realizes: Amount | null
}

/** What an order at another price would mean. */
export function lineEffect(
  line: OrderLine,
  price: Price,
  now: { readonly last: Price | null; readonly positions: readonly PositionView[] },
): LineEffect {
  const { order } = line
  const position = now.positions.find(
    ({ bookId, instrumentId }) => bookId === order.bookId && instrumentId === order.instrumentId,
  )
  return {
    change: subtract(price, line.price),
    fromLast: now.last === null ? null : subtract(price, now.last),
    realizes: position === undefined ? null : realizes(line, price, position),
  }
}

function realizes(line: OrderLine, price: Price, position: PositionView): Amount | null {
  const { quantity, averagePrice } = position
  if (averagePrice === null || isZero(quantity) || line.remaining === null) return null
  const isLong = isPositive(quantity)
  if (isLong !== (line.order.side === 'sell')) return null
  const closed = min(absolute(quantity), line.remaining)
  const move = subtract(price, averagePrice)
  const gain = notional(absolute(move), closed, 'halfEven')
  return isPositive(move) === isLong ? gain : negate(gain)
}
