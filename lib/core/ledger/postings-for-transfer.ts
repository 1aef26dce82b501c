import { assert } from '#core/assert.ts'
import { type Posting, withoutZeros } from '#core/ledger/posting.ts'
import type { AssetId } from '#core/market/instrument.ts'
import { type Amount, isNegative, isPositive, negate } from '#core/money/money.ts'

type Transfer = {
  readonly bookId: string
  readonly asset: AssetId
  readonly amount: Amount
  /** What the venue or the network took on top of the amount. */
  readonly feeAsset: AssetId
  readonly feeAmount: Amount
}

/** Money that came into a book from outside the firm's accounts. */
export function postingsForDeposit(transfer: Transfer): Posting[] {
  assert(isPositive(transfer.amount), 'a deposit is positive')
  return postingsForTransfer(transfer, transfer.amount)
}

/** Money that left a book. `amount` is what was sent; the fee comes on top. */
export function postingsForWithdrawal(transfer: Transfer): Posting[] {
  assert(isPositive(transfer.amount), 'a withdrawal is positive')
  return postingsForTransfer(transfer, negate(transfer.amount))
}

/** Money that moves between two books of one account: the sum of the books stays the venue's balance. */
export function postingsForBookTransfer(transfer: {
  readonly sourceBookId: string
  readonly targetBookId: string
  readonly asset: AssetId
  readonly amount: Amount
}): Posting[] {
  const { sourceBookId, targetBookId, asset, amount } = transfer
  assert(isPositive(amount), 'a transfer between books is positive')
  return [
    { bookId: sourceBookId, asset, kind: 'available', amount: negate(amount) },
    { bookId: targetBookId, asset, kind: 'available', amount },
  ]
}

function postingsForTransfer(transfer: Transfer, moved: Amount): Posting[] {
  const { bookId, asset, feeAsset, feeAmount } = transfer
  assert(!isNegative(feeAmount), 'a transfer fee is not negative')
  return withoutZeros([
    { bookId, asset, kind: 'available', amount: moved },
    { bookId, asset, kind: 'transferIn', amount: negate(moved) },
    { bookId, asset: feeAsset, kind: 'available', amount: negate(feeAmount) },
    { bookId, asset: feeAsset, kind: 'fee', amount: feeAmount },
  ])
}
