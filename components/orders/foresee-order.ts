import {
  type Amount,
  absolute,
  add,
  amountOf,
  isAbove,
  isBelow,
  isNegative,
  isZero,
  min,
  negate,
  notional,
  type Price,
  priceOf,
  type Quantity,
  quantityFor,
  subtract,
  zeroAmount,
  zeroQuantity,
} from '#core/money/money.ts'
import { divideRounded } from '#core/money/rounding.ts'
import type { OrderTerms } from '#core/orders/order.ts'

type Level = readonly [Price, Quantity]
export type BookSides = { readonly bids: readonly Level[]; readonly asks: readonly Level[] }
export type Stand = { readonly quantity: Quantity; readonly averagePrice: Price | null }

/** What an order would do at once against the book as it stands. */
export type FillsNow = {
  readonly quantity: Quantity
  readonly quote: Amount
  readonly averagePrice: Price
  readonly touch: Price
  readonly worstPrice: Price
  /** The levels that we see do not hold all of it: it fills worse than told here, or rests. */
  readonly isBeyondBook: boolean
}

export type Foresight = {
  /** null while it would fill nothing at once, or the book is not known. */
  readonly fillsNow: FillsNow | null
  /** The position once all of it is filled; null while its size is not known. */
  readonly after: Stand | null
}

/** What would come of an order, by the book that we see: never a promise. Pure. */
export function foreseeOrder(
  terms: OrderTerms,
  { book, position }: { readonly book: BookSides | null; readonly position: Stand },
): Foresight {
  // A stop waits for its price: nobody can say what the book will be then.
  const fillsNow = book === null || terms.type === 'stopLimit' ? null : walk(terms, book)
  return { fillsNow, after: standAfter(terms, fillsNow, position) }
}

function walk(terms: OrderTerms, book: BookSides): FillsNow | null {
  const levels = terms.side === 'buy' ? book.asks : book.bids
  const touch = levels[0]?.[0]
  if (touch === undefined) return null
  let [quantity, quote, worstPrice] = [zeroQuantity, zeroAmount, touch]
  for (const [price, size] of levels) {
    const taken = min(size, wanted(terms, { quantity, quote }, price))
    if (taken <= 0n || !isWithin(terms, price)) break
    quantity = add(quantity, taken)
    quote = add(quote, notional(price, taken, 'halfEven'))
    worstPrice = price
  }
  if (isZero(quantity)) return null
  const isWhole = wanted(terms, { quantity, quote }, worstPrice) <= 0n
  return {
    quantity,
    quote,
    averagePrice: unitPrice(quote, quantity),
    touch,
    worstPrice,
    isBeyondBook: !isWhole && terms.type === 'market',
  }
}

function wanted(
  { quantity, quoteAmount }: OrderTerms,
  taken: { readonly quantity: Quantity; readonly quote: Amount },
  price: Price,
): Quantity {
  if (quantity !== null) return subtract(quantity, taken.quantity)
  if (quoteAmount === null) return zeroQuantity
  return quantityFor(subtract(quoteAmount, taken.quote), price, 'down')
}

function isWithin({ side, limitPrice }: OrderTerms, price: Price): boolean {
  if (limitPrice === null) return true
  return side === 'buy' ? !isAbove(price, limitPrice) : !isBelow(price, limitPrice)
}

function standAfter(terms: OrderTerms, now: FillsNow | null, before: Stand): Stand | null {
  const size = terms.quantity ?? now?.quantity ?? null
  if (size === null) return null
  const filledNow = now === null ? zeroQuantity : min(now.quantity, size)
  const resting = subtract(size, filledNow)
  const restingPrice = terms.limitPrice ?? now?.averagePrice ?? null
  if (restingPrice === null) return null
  const paid = add(now?.quote ?? zeroAmount, notional(restingPrice, resting, 'halfEven'))
  const price = unitPrice(paid, size)
  const change = terms.side === 'buy' ? size : negate(size)
  const quantity = add(before.quantity, change)
  return { quantity, averagePrice: averageAfter({ before, change, quantity, price }) }
}

/** More of the same mixes the averages, less keeps it, the other side begins anew. */
function averageAfter(parts: {
  readonly before: Stand
  readonly change: Quantity
  readonly quantity: Quantity
  readonly price: Price
}): Price | null {
  const { before, change, quantity, price } = parts
  if (isZero(quantity)) return null
  if (isZero(before.quantity) || before.averagePrice === null) return price
  if (isNegative(before.quantity) === isNegative(change)) {
    const cost = add(
      notional(before.averagePrice, absolute(before.quantity), 'halfEven'),
      notional(price, absolute(change), 'halfEven'),
    )
    return unitPrice(cost, absolute(quantity))
  }
  return isNegative(quantity) === isNegative(before.quantity) ? before.averagePrice : price
}

const UNIT = amountOf(10n ** 18n)

function unitPrice(quote: Amount, quantity: Quantity): Price {
  return priceOf(divideRounded(quote * UNIT, quantity, 'halfEven'))
}
