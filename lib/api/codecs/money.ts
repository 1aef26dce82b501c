import {
  type Amount,
  type Decimal,
  formatDecimal,
  type Price,
  parseAmount,
  parsePrice,
  parseQuantity,
  type Quantity,
} from '#core/money/money.ts'
import { textCodec } from './text-codec.ts'

/** A sign, 20 digits, a point and 18 decimals. */
const DECIMAL_LENGTH_MAX = 40

/** Money is text on the trade API: plain decimal digits, never an exponent. */
export const price = decimalCodec<Price>(parsePrice)
export const quantity = decimalCodec<Quantity>(parseQuantity)
export const amount = decimalCodec<Amount>(parseAmount)

/** Input that makes no sense at zero or below: what is bought, sold, or asked as a price. */
export const positivePrice = price.refine(isPositive, 'expected a price above 0')
export const positiveQuantity = quantity.refine(isPositive, 'expected a quantity above 0')
export const positiveAmount = amount.refine(isPositive, 'expected an amount above 0')

function decimalCodec<Value extends Decimal>(decode: (text: string) => Value) {
  return textCodec<Value>({
    decode,
    encode: formatDecimal,
    expected: 'plain decimal text such as "12.5", with at most 20 digits and 18 decimals',
    lengthMax: DECIMAL_LENGTH_MAX,
  })
}

function isPositive(value: Decimal): boolean {
  return value > 0n
}
