import { UNKNOWN_TEXT } from '#components/ui/money-text.ts'

/** What a process says of itself, in one line: `orders 12 · queue 0`. */
export function detailText(detail: Readonly<Record<string, unknown>>): string {
  const parts = Object.entries(detail).map(([name, value]) => `${name} ${valueText(value)}`)
  return parts.length === 0 ? UNKNOWN_TEXT : parts.join(' · ')
}

function valueText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
