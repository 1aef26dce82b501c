import type { Value } from '#api/codecs/portfolio.ts'
import { add, zeroAmount } from '#core/money/money.ts'

/** Between the reasons of a sum: those of sums of sums are each told once. */
const SEPARATOR = ', '

/** The sum, unknown as soon as one of the values is: a total never leaves something out silently. */
export function sumValues(values: readonly Value[]): Value {
  let amount = zeroAmount
  let isStale = false
  const reasons = new Set<string>()
  for (const value of values) {
    if (value.kind === 'unvalued') {
      for (const reason of value.reason.split(SEPARATOR)) reasons.add(reason)
    } else {
      amount = add(amount, value.amount)
      isStale ||= value.isStale
    }
  }
  if (reasons.size > 0) return { kind: 'unvalued', reason: [...reasons].sort().join(SEPARATOR) }
  return { kind: 'valued', amount, isStale }
}
