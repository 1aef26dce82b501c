import { type Amount, parseAmount } from '#core/money/money.ts'

/** A refusal taken apart: what was asked, the limit it met, and how far it is beyond it, where it says. */
export type DenialNumbers = {
  /** The difference of the two, in the order in which it is not negative. */
  readonly difference: {
    readonly larger: { readonly name: string; readonly value: Amount }
    readonly smaller: { readonly name: string; readonly value: Amount }
    readonly unit: string | null
  } | null
  /** Every `key=value` of the detail, as it was written. */
  readonly values: readonly (readonly [key: string, value: string])[]
}

/** Which two values of a refusal stand apart by its distance. */
const PAIRS: readonly (readonly [value: string, limit: string])[] = [
  ['value', 'limit'],
  ['needed', 'available'],
  ['price', 'mark'],
]

/** Reads the detail that `deny` writes: `REASON: value=12 limit=10 distance=2`. */
export function denialNumbers(detail: string): DenialNumbers {
  const [, text = ''] = detail.split(': ', 2)
  const values = text.split(' ').flatMap((pair) => {
    const [key, value] = pair.split('=', 2)
    return key !== undefined && value !== undefined ? [[key, value] as const] : []
  })
  const named = new Map(values)
  const pair = PAIRS.find(([value, limit]) => named.has(value) && named.has(limit))
  if (pair === undefined) return { difference: null, values }
  const [first, second] = pair.map((name) => ({ name, value: amountOf(named.get(name)) }))
  if (!first?.value || !second?.value) return { difference: null, values }
  const [a, b] = [
    { name: first.name, value: first.value },
    { name: second.name, value: second.value },
  ]
  const [larger, smaller] = a.value >= b.value ? [a, b] : [b, a]
  return { difference: { larger, smaller, unit: named.get('asset') ?? null }, values }
}

function amountOf(text: string | undefined): Amount | null {
  try {
    return text === undefined ? null : parseAmount(text)
  } catch {
    // A value that is no number is told in words.
    return null
  }
}
