import { MINUS } from '#components/ui/money-text.ts'

const VOLUME_DIGITS = 4

const FORMATS = new Map<string, Intl.NumberFormat>()

/** A candle's price or an indicator's value as people read it. `—` while it is unknown. */
export function chartNumber(value: number, decimals: number): string {
  if (!Number.isFinite(value)) return '—'
  return formatOf(`price ${decimals}`, {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  })
    .format(value)
    .replace('-', MINUS)
}

/** A volume in four digits: '12.35', '1.235K', '3.4M'. */
export function chartVolume(value: number): string {
  if (!Number.isFinite(value)) return '—'
  return formatOf('volume', {
    notation: 'compact',
    maximumSignificantDigits: VOLUME_DIGITS,
  })
    .format(value)
    .replace('-', MINUS)
}

/** A change in percent with its sign. */
export function chartPercent(ratio: number): string {
  if (!Number.isFinite(ratio)) return '—'
  const text = formatOf('percent', {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
    signDisplay: 'exceptZero',
  }).format(ratio * 100)
  return `${text.replace('-', MINUS)} %`
}

function formatOf(name: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const known = FORMATS.get(name)
  if (known !== undefined) return known
  const made = new Intl.NumberFormat('en-US', options)
  FORMATS.set(name, made)
  return made
}
