import { assert } from '#core/assert.ts'
import { DecimalError } from '#core/money/decimal-error.ts'
import { divideRounded, type Rounding } from '#core/money/rounding.ts'

declare const dimension: unique symbol

/** Quote per base, in units of 1e-18. */
export type Price = bigint & { readonly [dimension]: 'price' }
/** Of an instrument's base asset, in units of 1e-18. */
export type Quantity = bigint & { readonly [dimension]: 'quantity' }
/** Of any asset (quote money, a fee, a balance), in units of 1e-18. */
export type Amount = bigint & { readonly [dimension]: 'amount' }
export type Decimal = Price | Quantity | Amount

/** How the money functions round when a result has more than 18 decimals. `down` is toward zero. */
export type MoneyRounding = Extract<Rounding, 'down' | 'up' | 'halfEven'>

/** Decimals kept. Together with INTEGER_DIGITS_MAX this is PostgreSQL's numeric(38,18). */
export const MONEY_SCALE = 18
export const INTEGER_DIGITS_MAX = 20
/** The bigint that stands for 1. */
export const MONEY_ONE = 10n ** BigInt(MONEY_SCALE)
/** The first magnitude that no longer fits. */
export const MONEY_LIMIT = 10n ** BigInt(MONEY_SCALE + INTEGER_DIGITS_MAX)

const BPS_PER_ONE = 10_000n
const FOUND_TEXT_LENGTH_MAX = 48
const SUPPORTED_DECIMAL = new RegExp(
  `^(-?)(\\d{1,${INTEGER_DIGITS_MAX}})(?:\\.(\\d{1,${MONEY_SCALE}}))?$`,
)
const PLAIN_DECIMAL = /^-?\d+(?:\.\d+)?$/

export const zeroPrice: Price = priceOf(0n)
export const zeroQuantity: Quantity = quantityOf(0n)
export const zeroAmount: Amount = amountOf(0n)

/** Reads a price from plain decimal text. Throws DecimalError. */
export function parsePrice(text: string): Price {
  return priceOf(parseUnits(text))
}

/** Reads a quantity from plain decimal text. Throws DecimalError. */
export function parseQuantity(text: string): Quantity {
  return quantityOf(parseUnits(text))
}

/** Reads an amount from plain decimal text. Throws DecimalError. */
export function parseAmount(text: string): Amount {
  return amountOf(parseUnits(text))
}

/** Brands 1e-18 units as a price. Throws DecimalError when they exceed numeric(38,18). */
export function priceOf(units: bigint): Price {
  return inRange(units) as Price
}

/** Brands 1e-18 units as a quantity. Throws DecimalError when they exceed numeric(38,18). */
export function quantityOf(units: bigint): Quantity {
  return inRange(units) as Quantity
}

/** Brands 1e-18 units as an amount. Throws DecimalError when they exceed numeric(38,18). */
export function amountOf(units: bigint): Amount {
  return inRange(units) as Amount
}

/** The shortest plain decimal text: '0.1', '-3'; never an exponent, never '-0'. */
export function formatDecimal(value: Decimal): string {
  const digits = magnitude(value)
    .toString()
    .padStart(MONEY_SCALE + 1, '0')
  const integer = digits.slice(0, -MONEY_SCALE)
  const fraction = digits.slice(-MONEY_SCALE).replace(/0+$/, '')
  const sign = value < 0n ? '-' : ''
  return fraction === '' ? `${sign}${integer}` : `${sign}${integer}.${fraction}`
}

/** The nearest double, for charts and indicators. There is no way back but `market/quantize.ts`. */
export function toNumber(value: Decimal): number {
  return Number(formatDecimal(value))
}

/** A base quantity seen as an amount of the base asset. */
export function asAmount(quantity: Quantity): Amount {
  return amountOf(quantity)
}

/** An amount of the base asset seen as a quantity. */
export function asQuantity(amount: Amount): Quantity {
  return quantityOf(amount)
}

/** What a quantity is worth at a price. */
export function notional(price: Price, quantity: Quantity, rounding: MoneyRounding): Amount {
  return amountOf(divideRounded(price * quantity, MONEY_ONE, rounding))
}

/** How much an amount buys at a price. The price is not zero. */
export function quantityFor(amount: Amount, price: Price, rounding: MoneyRounding): Quantity {
  assert(!isZero(price), 'a quantity is asked at a price that is not zero')
  return quantityOf(divideRounded(amount * MONEY_ONE, price, rounding))
}

/** `value x numerator / denominator`, rounded once. */
export function scale<D extends Decimal>(
  value: D,
  numerator: bigint,
  denominator: bigint,
  rounding: MoneyRounding,
): D {
  return like<D>(divideRounded(value * numerator, denominator, rounding))
}

/** Whole basis points of an amount: `ofBps(100, 25)` is 0.25. */
export function ofBps(amount: Amount, bps: number, rounding: MoneyRounding): Amount {
  assert(Number.isSafeInteger(bps), 'basis points are a whole number')
  return scale(amount, BigInt(bps), BPS_PER_ONE, rounding)
}

export function add<D extends Decimal>(a: D, b: NoInfer<D>): D {
  return like<D>(unitsOf(a) + unitsOf(b))
}

export function subtract<D extends Decimal>(a: D, b: NoInfer<D>): D {
  return like<D>(unitsOf(a) - unitsOf(b))
}

export function negate<D extends Decimal>(value: D): D {
  return like<D>(-unitsOf(value))
}

export function absolute<D extends Decimal>(value: D): D {
  return like<D>(magnitude(value))
}

export function min<D extends Decimal>(a: D, b: NoInfer<D>): D {
  return a < b ? a : b
}

export function max<D extends Decimal>(a: D, b: NoInfer<D>): D {
  return a > b ? a : b
}

/** Orders two values of one kind. A plain `>` would let a price meet a number or a quantity. */
export function isAbove<D extends Decimal>(a: D, b: NoInfer<D>): boolean {
  return a > b
}

export function isBelow<D extends Decimal>(a: D, b: NoInfer<D>): boolean {
  return a < b
}

export function isEqual<D extends Decimal>(a: D, b: NoInfer<D>): boolean {
  return a === b
}

export function isZero(value: Decimal): boolean {
  return value === 0n
}

export function isPositive(value: Decimal): boolean {
  return value > 0n
}

export function isNegative(value: Decimal): boolean {
  return value < 0n
}

/** The compiler does not compute with a generic brand. */
function unitsOf(value: Decimal): bigint {
  return value
}

function parseUnits(text: string): bigint {
  const match = SUPPORTED_DECIMAL.exec(text)
  if (!match) throw refusedDecimal(text)
  const [, sign = '', integer = '', fraction = ''] = match
  return BigInt(`${sign}${integer}${fraction.padEnd(MONEY_SCALE, '0')}`)
}

function refusedDecimal(text: string): DecimalError {
  const found = JSON.stringify(text.slice(0, FOUND_TEXT_LENGTH_MAX))
  if (PLAIN_DECIMAL.test(text)) return unsupportedDecimal(found)
  return new DecimalError(
    'DECIMAL_MALFORMED',
    `expected plain decimal text such as "-12.5", found ${found}`,
  )
}

function unsupportedDecimal(found: string): DecimalError {
  return new DecimalError(
    'DECIMAL_UNSUPPORTED',
    `expected at most ${INTEGER_DIGITS_MAX} integer digits and ${MONEY_SCALE} decimals, found ${found}`,
  )
}

function inRange(units: bigint): bigint {
  if (units > -MONEY_LIMIT && units < MONEY_LIMIT) return units
  throw unsupportedDecimal(`${units}e-${MONEY_SCALE}`)
}

/** Only for results computed from values of the same kind. */
function like<D extends Decimal>(units: bigint): D {
  return inRange(units) as D
}

function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value
}
