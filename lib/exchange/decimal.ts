/** Every asset is booked in units of 1e-8, as the dialect prints them. */
export const ASSET_DECIMALS = 8
export const UNITS_PER_ONE = 10n ** BigInt(ASSET_DECIMALS)

const DECIMAL = /^(\d{1,20})(?:\.(\d{0,20}))?$/

export type ParsedDecimal =
  | { readonly kind: 'ok'; readonly scaled: bigint }
  | { readonly kind: 'malformed' }
  | { readonly kind: 'too-precise' }

/** Reads plain decimal text (no sign, no exponent) at `decimals` places; zeros beyond them are allowed. */
export function parseDecimal(text: string, decimals: number): ParsedDecimal {
  const match = DECIMAL.exec(text)
  if (match === null) return { kind: 'malformed' }
  const whole = match[1] ?? '0'
  const fraction = (match[2] ?? '').replace(/0+$/, '')
  if (fraction.length > decimals) return { kind: 'too-precise' }
  return { kind: 'ok', scaled: BigInt(whole + fraction.padEnd(decimals, '0')) }
}

/** Like `parseDecimal` at asset precision, for text that this program wrote itself. */
export function unitsOf(text: string): bigint {
  const isNegative = text.startsWith('-')
  const parsed = parseDecimal(isNegative ? text.slice(1) : text, ASSET_DECIMALS)
  if (parsed.kind !== 'ok') throw new RangeError(`expected a decimal amount, found '${text}'`)
  return isNegative ? -parsed.scaled : parsed.scaled
}

/** Prints an integer that stands for `value / 10^decimals` with exactly `places` (>= decimals) decimals. */
export function formatScaled(
  value: number | bigint,
  decimals: number,
  places: number = ASSET_DECIMALS,
): string {
  if (value < 0) return `-${formatScaled(-value, decimals, places)}`
  const digits = String(value).padStart(decimals + 1, '0')
  const point = digits.length - decimals
  return `${digits.slice(0, point)}.${digits.slice(point).padEnd(places, '0')}`
}

/** Prints an amount of an asset as the dialect does: eight decimals, always. */
export function formatUnits(units: bigint): string {
  return formatScaled(units, ASSET_DECIMALS)
}
