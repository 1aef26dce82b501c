import { assert } from '#core/assert.ts'
import type { Posting } from '#core/ledger/posting.ts'
import type { AssetId } from '#core/market/instrument.ts'
import { type Amount, isPositive, negate } from '#core/money/money.ts'

export type Hold = { readonly asset: AssetId; readonly amount: Amount }

type HoldInput = Hold & { readonly bookId: string }

/** Sets an amount aside for an order: available -> held. */
export function holdPostings({ bookId, asset, amount }: HoldInput): Posting[] {
  assert(isPositive(amount), 'a hold is positive')
  return [
    { bookId, asset, kind: 'available', amount: negate(amount) },
    { bookId, asset, kind: 'held', amount },
  ]
}

/** Gives back what an order no longer needs: held -> available. */
export function releasePostings({ bookId, asset, amount }: HoldInput): Posting[] {
  assert(isPositive(amount), 'a release is positive')
  return [
    { bookId, asset, kind: 'held', amount: negate(amount) },
    { bookId, asset, kind: 'available', amount },
  ]
}
