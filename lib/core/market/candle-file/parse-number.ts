import type { AsciiText } from './ascii-text.ts'

const ZERO = 48
const PLUS = 43
const MINUS = 45
/** As a digit would be counted from zero. */
const POINT = 46 - ZERO

/** Whole numbers of so many digits and powers of ten up to 22 are exact, and so their quotient is rounded once. */
const EXACT_DIGITS_MAX = 15
const POWERS_OF_TEN = Float64Array.from({ length: EXACT_DIGITS_MAX + 1 }, (_, power) => 10 ** power)

const DECIMAL = /^(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i

/** The number written in [from, to), exactly as Number() reads it; NaN for what is no decimal number. */
export function parseNumber(text: AsciiText, from: number, to: number): number {
  const first = text.bytes[from]
  if (first === MINUS) return -parseUnsigned(text, from + 1, to)
  return parseUnsigned(text, first === PLUS ? from + 1 : from, to)
}

function parseUnsigned(text: AsciiText, from: number, to: number): number {
  const { bytes } = text
  let digits = 0
  let whole = 0
  let fractionAt = to
  for (let at = from; at < to; at++) {
    const digit = (bytes[at] as number) - ZERO
    if (digit >= 0 && digit <= 9) {
      whole = whole * 10 + digit
      digits += 1
    } else if (digit === POINT && fractionAt === to) fractionAt = at + 1
    else return parseRareNumber(text.slice(from, to))
  }
  if (digits === 0) return Number.NaN
  if (digits > EXACT_DIGITS_MAX) return finite(Number(text.slice(from, to)))
  return whole / (POWERS_OF_TEN[to - fractionAt] as number)
}

function parseRareNumber(text: string): number {
  return DECIMAL.test(text) ? finite(Number(text)) : Number.NaN
}

/** A number beyond all numbers is none. */
function finite(value: number): number {
  return Number.isFinite(value) ? value : Number.NaN
}
