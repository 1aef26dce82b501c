import { assert } from '#core/assert.ts'
import type { Posting } from '#core/ledger/posting.ts'
import type { AssetId } from '#core/market/instrument.ts'
import { type Amount, isZero, negate } from '#core/money/money.ts'

/** What a person books to explain a difference. Positive: the book owns more than before. */
export function postingsForAdjustment(adjustment: {
  readonly bookId: string
  readonly asset: AssetId
  readonly amount: Amount
}): Posting[] {
  const { bookId, asset, amount } = adjustment
  assert(!isZero(amount), 'an adjustment is not zero')
  return [
    { bookId, asset, kind: 'available', amount },
    { bookId, asset, kind: 'adjustment', amount: negate(amount) },
  ]
}
