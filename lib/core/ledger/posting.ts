import { assert } from '#core/assert.ts'
import type { AssetId } from '#core/market/instrument.ts'
import { type Amount, add, formatDecimal, isZero, zeroAmount } from '#core/money/money.ts'

export const LEDGER_KINDS = [
  'available',
  'held',
  'transferIn',
  'fee',
  'tradeClearing',
  'adjustment',
] as const
export type LedgerKind = (typeof LEDGER_KINDS)[number]

/**
 * One line of a ledger transaction. `available` and `held` are what a book owns; the other kinds are the
 * other side of what moved it, with the opposite sign.
 */
export type Posting = {
  readonly bookId: string
  readonly asset: AssetId
  readonly kind: LedgerKind
  readonly amount: Amount
}

/** Money never appears or vanishes: the postings of a transaction sum to zero per asset. */
export function isBalanced(postings: readonly Posting[]): boolean {
  return [...sumsByAsset(postings).values()].every(isZero)
}

/** Asserts isBalanced, naming the asset and the difference. */
export function assertBalanced(postings: readonly Posting[]): void {
  for (const [asset, sum] of sumsByAsset(postings)) {
    assert(
      isZero(sum),
      `the postings of a transaction sum to zero per asset: ${asset} is off by ${formatDecimal(sum)}`,
    )
  }
}

/** A line that moves nothing is not written. */
export function withoutZeros(postings: readonly Posting[]): Posting[] {
  return postings.filter(({ amount }) => !isZero(amount))
}

function sumsByAsset(postings: readonly Posting[]): Map<AssetId, Amount> {
  const sums = new Map<AssetId, Amount>()
  for (const { asset, amount } of postings) {
    sums.set(asset, add(sums.get(asset) ?? zeroAmount, amount))
  }
  return sums
}
