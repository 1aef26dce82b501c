import type { AssetId, InstrumentId } from '#core/market/instrument.ts'
import {
  type Amount,
  absolute,
  asAmount,
  isNegative,
  isZero,
  MONEY_LIMIT,
  MONEY_ONE,
  negate,
  notional,
  type Price,
  priceOf,
  type Quantity,
  subtract,
  zeroAmount,
  zeroQuantity,
} from '#core/money/money.ts'
import { divideRounded } from '#core/money/rounding.ts'
import type { UnixMs } from '#core/time/time.ts'

/**
 * What the fills of one book in one instrument add up to: for profit and loss. (What a book owns is its
 * holdings.) The average is never stored: it is derived from quantity and cost.
 */
export type Position = {
  readonly bookId: string
  readonly instrumentId: InstrumentId
  /** Negative when short. */
  readonly quantity: Quantity
  /** In quote; what the open quantity cost, signed like it: for a short what its sale brought, negative. */
  readonly cost: Amount
  /** In quote, over all cycles, after fees in quote and (through the quantity) in base. */
  readonly realizedPnl: Amount
  /** Already subtracted from realizedPnl. */
  readonly feesQuote: Amount
  /** Fees in coins that are neither base nor quote, ordered by asset: in no other number here. */
  readonly feesOther: readonly AssetFee[]
  /** Of the current cycle; null while there is no position worth a lot. */
  readonly openedAt: UnixMs | null
  /** How often a position was opened: a flip closes one cycle and opens the next. */
  readonly cycle: number
  readonly lastFillAt: UnixMs | null
  readonly lastTradeId: string | null
}

export type AssetFee = { readonly asset: AssetId; readonly amount: Amount }

/** The position before its first fill. */
export function emptyPosition(bookId: string, instrumentId: InstrumentId): Position {
  return {
    bookId,
    instrumentId,
    quantity: zeroQuantity,
    cost: zeroAmount,
    realizedPnl: zeroAmount,
    feesQuote: zeroAmount,
    feesOther: [],
    openedAt: null,
    cycle: 0,
    lastFillAt: null,
    lastTradeId: null,
  }
}

/** The average entry price, rounded half-even; null when flat, or when a crumb's would be no price. */
export function averagePrice({
  quantity,
  cost,
}: Pick<Position, 'quantity' | 'cost'>): Price | null {
  if (isZero(quantity)) return null
  const units = divideRounded(cost * MONEY_ONE, quantity, 'halfEven')
  return units > -MONEY_LIMIT && units < MONEY_LIMIT ? priceOf(units) : null
}

/** What closing at the mark would add to the realised, before its fee. In quote, rounded half-even. */
export function unrealizedPnl(
  { quantity, cost }: Pick<Position, 'quantity' | 'cost'>,
  mark: Price,
): Amount {
  return subtract(positionValue(quantity, mark), cost)
}

function positionValue(quantity: Quantity, mark: Price): Amount {
  const value = notional(mark, absolute(quantity), 'halfEven')
  return isNegative(asAmount(quantity)) ? negate(value) : value
}

/** Whether there is a position worth a lot: the crumb that a fee in base leaves is none. */
export function isFlat({ openedAt }: Pick<Position, 'openedAt'>): boolean {
  return openedAt === null
}
