import type { Instrument } from '#core/market/instrument.ts'
import {
  type Amount,
  absolute,
  add,
  asQuantity,
  isBelow,
  isNegative,
  isZero,
  negate,
  type Quantity,
  scale,
  subtract,
  zeroAmount,
} from '#core/money/money.ts'
import { compareFills, compareTradeIds, type Fill } from '#core/orders/fill.ts'
import { type AssetFee, emptyPosition, type Position } from '#core/portfolio/position.ts'

type PositionInstrument = Pick<Instrument, 'id' | 'base' | 'quote' | 'quantityLot'>

/**
 * The position after one more fill, by average cost:
 * - same direction: quantity and cost grow;
 * - against it: realises, the cost shrinks by cost x dq/q rounded half-even and the last takes the rest;
 * - beyond it (flip): closes, and the rest opens the next cycle at its share of the same fill.
 *
 * A fee in base changes how much base moved for the same quote: a buy brings less, a sell takes more and may
 * leave a crumb on the other side. A fee in quote is realised. A fee in a third coin is a line of its own.
 * Less than a lot is dust: it stays in the numbers, so that they equal the fills to the last digit, but it
 * neither opens a cycle nor counts as open.
 *
 * Fills must be applied in the order of compareFills; for one that `isLateFill`, rebuild.
 */
export function applyFill(
  position: Position,
  fill: Fill,
  instrument: PositionInstrument,
): Position {
  const moved = moveBase(position, baseMovedBy(fill, instrument), fill)
  const withFee = bookFee(moved, fill, instrument)
  return {
    ...withFee,
    ...cycleAfter(position, withFee.quantity, fill, instrument),
    lastFillAt: fill.venueAt,
    lastTradeId: fill.venueTradeId,
  }
}

/** The position of all these fills, in whatever order they are given, starting from a snapshot if any. */
export function positionFromFills(input: {
  readonly bookId: string
  readonly instrument: PositionInstrument
  readonly fills: readonly Fill[]
  readonly snapshot?: Position
}): Position {
  const { bookId, instrument, fills } = input
  return [...fills]
    .sort(compareFills)
    .reduce(
      (position, fill) => applyFill(position, fill, instrument),
      input.snapshot ?? emptyPosition(bookId, instrument.id),
    )
}

/** A fill that counts before the last one applied: the position must be rebuilt, not continued. */
export function isLateFill(position: Position, fill: Fill): boolean {
  if (position.lastFillAt === null || position.lastTradeId === null) return false
  if (fill.venueAt !== position.lastFillAt) return fill.venueAt < position.lastFillAt
  return compareTradeIds(fill.venueTradeId, position.lastTradeId) <= 0
}

/** Whether there is a position: more than dust. */
export function isPositionOpen(
  quantity: Quantity,
  { quantityLot }: Pick<Instrument, 'quantityLot'>,
): boolean {
  return !isBelow(absolute(quantity), quantityLot)
}

/** The signed change of the book's base: what was traded, net of a fee in base. */
function baseMovedBy(fill: Fill, { base }: PositionInstrument): Quantity {
  const traded = fill.side === 'buy' ? fill.quantity : negate(fill.quantity)
  return fill.feeAsset === base ? subtract(traded, asQuantity(fill.feeAmount)) : traded
}

function moveBase(position: Position, moved: Quantity, fill: Fill): Position {
  const isAsTraded = fill.side === 'buy' ? moved > 0n : moved < 0n
  if (isAsTraded) return trade(position, moved, fill.quoteQuantity)
  const paid = fill.side === 'buy' ? negate(fill.quoteQuantity) : fill.quoteQuantity
  const withQuote = { ...position, realizedPnl: add(position.realizedPnl, paid) }
  return isZero(moved) ? withQuote : trade(withQuote, moved, zeroAmount)
}

/** Moves `moved` (signed) of base for `quote` (not negative). */
function trade(position: Position, moved: Quantity, quote: Amount): Position {
  const isReducing =
    !isZero(position.quantity) && isNegative(position.quantity) !== isNegative(moved)
  if (!isReducing) return increase(position, moved, quote)
  const isBeyond = absolute(moved) > absolute(position.quantity)
  if (!isBeyond) return reduce(position, moved, quote)
  const closing = negate(position.quantity)
  const closingQuote = scale(quote, absolute(closing), absolute(moved), 'halfEven')
  const flat = reduce(position, closing, closingQuote)
  return increase(flat, subtract(moved, closing), subtract(quote, closingQuote))
}

function increase(position: Position, moved: Quantity, quote: Amount): Position {
  return {
    ...position,
    quantity: add(position.quantity, moved),
    cost: add(position.cost, signedLike(moved, quote)),
  }
}

/** The last reduction is all of the quantity and so takes all of the cost that is left. */
function reduce(position: Position, moved: Quantity, quote: Amount): Position {
  const costTaken = scale(position.cost, absolute(moved), absolute(position.quantity), 'halfEven')
  const realized = subtract(signedLike(position.quantity, quote), costTaken)
  return {
    ...position,
    quantity: add(position.quantity, moved),
    cost: subtract(position.cost, costTaken),
    realizedPnl: add(position.realizedPnl, realized),
  }
}

function bookFee(position: Position, fill: Fill, { base, quote }: PositionInstrument): Position {
  if (isZero(fill.feeAmount) || fill.feeAsset === base) return position
  if (fill.feeAsset !== quote) {
    return { ...position, feesOther: addFee(position.feesOther, fill) }
  }
  return {
    ...position,
    realizedPnl: subtract(position.realizedPnl, fill.feeAmount),
    feesQuote: add(position.feesQuote, fill.feeAmount),
  }
}

function addFee(fees: readonly AssetFee[], { feeAsset, feeAmount }: Fill): AssetFee[] {
  const before = fees.find(({ asset }) => asset === feeAsset)
  const amount = before ? add(before.amount, feeAmount) : feeAmount
  const others = fees.filter(({ asset }) => asset !== feeAsset)
  return [...others, { asset: feeAsset, amount }].sort((a, b) => (a.asset < b.asset ? -1 : 1))
}

function cycleAfter(
  before: Position,
  quantity: Quantity,
  fill: Fill,
  instrument: PositionInstrument,
): Pick<Position, 'cycle' | 'openedAt'> {
  if (!isPositionOpen(quantity, instrument)) return { cycle: before.cycle, openedAt: null }
  const isContinued =
    isPositionOpen(before.quantity, instrument) &&
    isNegative(before.quantity) === isNegative(quantity)
  return isContinued
    ? { cycle: before.cycle, openedAt: before.openedAt }
    : { cycle: before.cycle + 1, openedAt: fill.venueAt }
}

function signedLike(quantity: Quantity, amount: Amount): Amount {
  return isNegative(quantity) ? negate(amount) : amount
}
