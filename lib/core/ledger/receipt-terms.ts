import { type Amount, amountOf, type Decimal, MONEY_ONE, zeroAmount } from '#core/money/money.ts'
import { divideRounded } from '#core/money/rounding.ts'

export const TERM_OPERATORS = ['plus', 'minus', 'times', 'over'] as const
export type TermOperator = (typeof TERM_OPERATORS)[number]

/** One number of a receipt's formula and what it does to the numbers before it. */
export type ReceiptTerm = { readonly operator: TermOperator; readonly value: Decimal | null }

/**
 * What the terms of a receipt come to: from 0, one after the other, each product and quotient rounded half-even
 * to 18 decimals, as everywhere. Null when one of them is not known.
 */
export function recompute(terms: readonly ReceiptTerm[]): Amount | null {
  let result: bigint = zeroAmount
  for (const { operator, value } of terms) {
    if (value === null || (operator === 'over' && value === 0n)) return null
    result = applied(result, operator, value)
  }
  return amountOf(result)
}

function applied(result: bigint, operator: TermOperator, value: bigint): bigint {
  switch (operator) {
    case 'plus':
      return result + value
    case 'minus':
      return result - value
    case 'times':
      return divideRounded(result * value, MONEY_ONE, 'halfEven')
    case 'over':
      return divideRounded(result * MONEY_ONE, value, 'halfEven')
  }
}
