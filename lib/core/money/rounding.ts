import { assert } from '#core/assert.ts'
import { unreachable } from '#core/unreachable.ts'

/**
 * `down` goes toward zero and `up` away from it; `floor` and `ceiling` go toward minus and plus infinity;
 * the halves go to the nearest, ties to the even neighbour or away from zero.
 */
export type Rounding = 'down' | 'up' | 'floor' | 'ceiling' | 'halfEven' | 'halfUp'

/** The integer quotient of two integers, rounded as named. The denominator is never zero. */
export function divideRounded(numerator: bigint, denominator: bigint, rounding: Rounding): bigint {
  assert(denominator !== 0n, 'a denominator is never zero')
  const quotient = numerator / denominator
  const remainder = numerator % denominator
  if (remainder === 0n) return quotient
  const isNegative = numerator < 0n !== denominator < 0n
  const awayFromZero = isNegative ? quotient - 1n : quotient + 1n
  return isRoundedAway({ quotient, remainder, denominator, isNegative }, rounding)
    ? awayFromZero
    : quotient
}

type Division = {
  readonly quotient: bigint
  readonly remainder: bigint
  readonly denominator: bigint
  readonly isNegative: boolean
}

function isRoundedAway(division: Division, rounding: Rounding): boolean {
  switch (rounding) {
    case 'down':
      return false
    case 'up':
      return true
    case 'floor':
      return division.isNegative
    case 'ceiling':
      return !division.isNegative
    case 'halfEven':
      return isPastHalf(division) || (isHalf(division) && division.quotient % 2n !== 0n)
    case 'halfUp':
      return isPastHalf(division) || isHalf(division)
    default:
      return unreachable(rounding)
  }
}

function isPastHalf({ remainder, denominator }: Division): boolean {
  return magnitude(remainder) * 2n > magnitude(denominator)
}

function isHalf({ remainder, denominator }: Division): boolean {
  return magnitude(remainder) * 2n === magnitude(denominator)
}

function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value
}
