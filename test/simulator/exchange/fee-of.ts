import { parseInstrumentId } from '#core/market/instrument.ts'
import { type Amount, amountOf, asAmount, type Quantity } from '#core/money/money.ts'
import type { VenueFill, VenueOrder } from '#ports/venue.ts'

/** Ten basis points of what is received, in that asset: as most accounts at Binance pay. */
const FEE_DIVISOR = 1_000n

export function feeOf(
  { instrumentId, side }: VenueOrder,
  quantity: Quantity,
  quoteQuantity: Amount,
): Pick<VenueFill, 'feeAsset' | 'feeAmount'> {
  const { base, quote } = parseInstrumentId(instrumentId)
  const received = side === 'buy' ? asAmount(quantity) : quoteQuantity
  return {
    feeAsset: side === 'buy' ? base : quote,
    feeAmount: amountOf(received / FEE_DIVISOR),
  }
}
