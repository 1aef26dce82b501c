import { type Decimal, formatDecimal, MONEY_SCALE } from '#core/money/money.ts'
import { divideRounded, type Rounding } from '#core/money/rounding.ts'

export const UNKNOWN_TEXT = '—'
export const MINUS = '−'
const GROUPS_OF_THREE = /\B(?=(\d{3})+$)/g
const PERCENT_DECIMALS = 2
const PERCENT_PER_ONE = 100n

export type MoneyTextOptions = {
  /** Kept even when they are zeros: 0 unless told. */
  readonly decimalsMin?: number
  /** Beyond these the value is rounded; all 18 unless told. */
  readonly decimalsMax?: number
  readonly rounding?: Rounding
  /** Profit and loss says its sign even when it is a gain. */
  readonly isSigned?: boolean
}

/** Money as people read it: grouped by thousands, true minus, a fixed count of decimals where asked. */
export function moneyText(value: Decimal, options: MoneyTextOptions = {}): string {
  const { decimalsMin = 0, decimalsMax = MONEY_SCALE, rounding = 'halfEven' } = options
  const step = 10n ** BigInt(MONEY_SCALE - decimalsMax)
  const units = divideRounded(value, step, rounding)
  const digits = magnitude(units)
    .toString()
    .padStart(decimalsMax + 1, '0')
  const integer = digits.slice(0, digits.length - decimalsMax).replace(GROUPS_OF_THREE, ',')
  const fraction = trimmed(digits.slice(digits.length - decimalsMax), decimalsMin)
  return `${signOf(units, options.isSigned ?? false)}${integer}${fraction === '' ? '' : `.${fraction}`}`
}

/** A part of a whole in percent with two decimals and its sign; the whole is not zero. */
export function percentText(part: bigint, whole: bigint): string {
  const scale = 10n ** BigInt(PERCENT_DECIMALS)
  const hundredths = divideRounded(part * PERCENT_PER_ONE * scale, whole, 'halfEven')
  const digits = magnitude(hundredths)
    .toString()
    .padStart(PERCENT_DECIMALS + 1, '0')
  const point = digits.length - PERCENT_DECIMALS
  return `${signOf(hundredths, true)}${digits.slice(0, point)}.${digits.slice(point)} %`
}

/** How many decimals a step has: 2 for 0.01, 0 for 1 or 10. */
export function decimalsOf(step: Decimal): number {
  return formatDecimal(step).split('.')[1]?.length ?? 0
}

function signOf(units: bigint, isSigned: boolean): string {
  if (units < 0n) return MINUS
  return isSigned && units > 0n ? '+' : ''
}

function trimmed(fraction: string, lengthMin: number): string {
  const shortest = fraction.replace(/0+$/, '')
  return shortest.length >= lengthMin ? shortest : fraction.slice(0, lengthMin)
}

function magnitude(units: bigint): bigint {
  return units < 0n ? -units : units
}
