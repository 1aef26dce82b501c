import type { Instrument } from '#core/market/instrument.ts'
import { QuantizeError, toLotQuantity } from '#core/market/quantize.ts'
import {
  type Amount,
  absolute,
  asQuantity,
  formatDecimal,
  isPositive,
  min,
  type Quantity,
} from '#core/money/money.ts'

/**
 * How much of a position one order can close: whole lots, and of a long one no more than is available (fees may
 * have been taken from it), where that is known. Null for what is too small to be an order: dust.
 */
export function closingQuantity(
  {
    position,
    availableBase,
  }: { readonly position: Quantity; readonly availableBase: Amount | null },
  instrument: Instrument,
): Quantity | null {
  const whole = absolute(position)
  const isLimited = isPositive(position) && availableBase !== null
  const owned = isLimited ? min(whole, asQuantity(availableBase)) : whole
  const orderable = min(owned, instrument.quantityMax)
  try {
    return toLotQuantity(formatDecimal(orderable), instrument, 'down')
  } catch (error) {
    if (error instanceof QuantizeError) return null
    throw error
  }
}
