import type { AssetId, InstrumentId } from '#core/market/instrument.ts'
import type { Amount, Price, Quantity } from '#core/money/money.ts'
import type { OrderSide } from '#core/orders/order.ts'
import type { UnixMs } from '#core/time/time.ts'

/** What the venue says was traded. Its key is (account, instrument, venue trade id, venue order id). */
export type Fill = {
  readonly accountId: string
  readonly instrumentId: InstrumentId
  /** null for an order that is not ours. */
  readonly orderId: string | null
  readonly venueOrderId: string
  readonly venueTradeId: string
  readonly bookId: string
  readonly side: OrderSide
  readonly price: Price
  readonly quantity: Quantity
  /** What the venue moved in the quote asset, before any fee. */
  readonly quoteQuantity: Amount
  readonly feeAsset: AssetId
  /** Paid when positive, received (a maker rebate) when negative. */
  readonly feeAmount: Amount
  readonly liquidity: 'maker' | 'taker'
  readonly venueAt: UnixMs
}

const INTEGER = /^\d+$/

/**
 * The order in which fills count, whatever order they arrive in: by venue time, then trade id, then the rest
 * of the key so that no two fills are equal. For Array.sort.
 */
export function compareFills(a: Fill, b: Fill): number {
  return (
    a.venueAt - b.venueAt ||
    compareTradeIds(a.venueTradeId, b.venueTradeId) ||
    compareText(a.venueOrderId, b.venueOrderId) ||
    compareText(a.instrumentId, b.instrumentId) ||
    compareText(a.accountId, b.accountId)
  )
}

/** Numeric ids by their value and before all others; others bytewise. */
export function compareTradeIds(a: string, b: string): number {
  const isNumeric = INTEGER.test(a)
  if (isNumeric !== INTEGER.test(b)) return isNumeric ? -1 : 1
  if (!isNumeric) return compareText(a, b)
  return compareIntegers(BigInt(a), BigInt(b)) || compareText(a, b)
}

function compareIntegers(a: bigint, b: bigint): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

function compareText(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
