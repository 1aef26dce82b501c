import type { Instrument } from '#core/market/instrument.ts'
import {
  formatDecimal,
  isAbove,
  isBelow,
  MONEY_SCALE,
  type Price,
  parsePrice,
  parseQuantity,
  priceOf,
  type Quantity,
  quantityOf,
} from '#core/money/money.ts'
import { divideRounded, type Rounding } from '#core/money/rounding.ts'

/** A double keeps 15 decimal digits whatever they are (IEEE 754 binary64); the rest is noise. */
export const NUMBER_DIGITS = 15

export type QuantizeErrorCode = 'NOT_FINITE' | 'NOT_POSITIVE' | 'OUT_OF_BAND'

/** A value that cannot become an order's price or quantity. */
export class QuantizeError extends Error {
  override readonly name = 'QuantizeError'
  readonly code: QuantizeErrorCode

  constructor(code: QuantizeErrorCode, message: string) {
    super(message)
    this.code = code
  }
}

/**
 * The only door from a number, or from text that may lie between two ticks, to a price an order may carry.
 * A number is first read at 15 significant digits, so that 0.1 + 0.2 is 0.3 and does not round up a tick.
 * Throws QuantizeError, or DecimalError for malformed text.
 */
export function toTickPrice(
  value: number | string,
  instrument: Instrument,
  rounding: 'down' | 'up' | 'nearest',
): Price {
  const step: bigint = instrument.priceTick
  const fraction = typeof value === 'number' ? fractionOf(value) : whole(parsePrice(value))
  const price = priceOf(toStep(fraction, step, rounding))
  if (price <= 0n) throw notPositive(`${value}`, instrument)
  return price
}

/**
 * The only door from a number, or from text that may lie between two lots, to a quantity an order may carry.
 * The result lies between the instrument's smallest and largest quantity.
 * Throws QuantizeError, or DecimalError for malformed text.
 */
export function toLotQuantity(
  value: number | string,
  instrument: Instrument,
  rounding: 'down' | 'nearest',
): Quantity {
  const step: bigint = instrument.quantityLot
  const fraction = typeof value === 'number' ? fractionOf(value) : whole(parseQuantity(value))
  const quantity = quantityOf(toStep(fraction, step, rounding))
  if (quantity <= 0n) throw notPositive(`${value}`, instrument)
  const { quantityMin, quantityMax } = instrument
  if (isBelow(quantity, quantityMin) || isAbove(quantity, quantityMax)) {
    throw new QuantizeError(
      'OUT_OF_BAND',
      `expected a quantity of ${instrument.id} between ${formatDecimal(quantityMin)} and ` +
        `${formatDecimal(quantityMax)}, found ${formatDecimal(quantity)} (from ${value})`,
    )
  }
  return quantity
}

export function isOnTick(price: Price, instrument: Instrument): boolean {
  return price % instrument.priceTick === 0n
}

export function isOnLot(quantity: Quantity, instrument: Instrument): boolean {
  return quantity % instrument.quantityLot === 0n
}

/** An exact value in units of 1e-18 that need not be whole. */
type Fraction = { readonly numerator: bigint; readonly denominator: bigint }

function whole(units: bigint): Fraction {
  return { numerator: units, denominator: 1n }
}

function fractionOf(value: number): Fraction {
  if (!Number.isFinite(value)) {
    throw new QuantizeError('NOT_FINITE', `expected a finite number, found ${value}`)
  }
  const [mantissa = '', exponentText = '0'] = value.toExponential(NUMBER_DIGITS - 1).split('e')
  const digits = BigInt(mantissa.replace('.', ''))
  const exponent = Number(exponentText) - (NUMBER_DIGITS - 1) + MONEY_SCALE
  return exponent >= 0
    ? whole(digits * 10n ** BigInt(exponent))
    : { numerator: digits, denominator: 10n ** BigInt(-exponent) }
}

function toStep(
  { numerator, denominator }: Fraction,
  step: bigint,
  rounding: 'down' | 'up' | 'nearest',
): bigint {
  const mode: Rounding = rounding === 'nearest' ? 'halfEven' : rounding
  return divideRounded(numerator, denominator * step, mode) * step
}

function notPositive(found: string, instrument: Instrument): QuantizeError {
  return new QuantizeError(
    'NOT_POSITIVE',
    `expected more than zero after rounding to the steps of ${instrument.id}, found ${found}`,
  )
}
