import { assert } from '#core/assert.ts'
import { assertBalanced, type Posting, withoutZeros } from '#core/ledger/posting.ts'
import type { AssetId, InstrumentParts } from '#core/market/instrument.ts'
import {
  type Amount,
  add,
  asAmount,
  isAbove,
  isNegative,
  min,
  negate,
  subtract,
} from '#core/money/money.ts'
import type { Fill } from '#core/orders/fill.ts'

/**
 * The ledger transaction of one fill. What is spent comes first from the order's hold (`heldConsumed`, which
 * may also cover a fee in the same asset), the rest from available; what is received becomes available. The
 * fee is its own pair of lines, whatever its asset. Balanced per asset.
 */
export function postingsForFill(input: {
  readonly fill: Fill
  readonly instrument: Pick<InstrumentParts, 'base' | 'quote'>
  readonly bookId: string
  readonly heldConsumed: Amount
}): Posting[] {
  const { fill, bookId, heldConsumed } = input
  const { spent, received } = legsOfFill(fill, input.instrument)
  assert(
    !isNegative(heldConsumed) && !isAbove(heldConsumed, spentByFill(fill, input.instrument)),
    'a fill consumes no more of a hold than it spends',
  )
  const heldForTrade = min(heldConsumed, spent.amount)
  const heldForFee = subtract(heldConsumed, heldForTrade)
  const line = (kind: Posting['kind'], asset: AssetId, amount: Amount): Posting => ({
    bookId,
    asset,
    kind,
    amount,
  })
  const postings = withoutZeros([
    line('held', spent.asset, negate(heldForTrade)),
    line('available', spent.asset, subtract(heldForTrade, spent.amount)),
    line('tradeClearing', spent.asset, spent.amount),
    line('available', received.asset, received.amount),
    line('tradeClearing', received.asset, negate(received.amount)),
    line('held', fill.feeAsset, negate(heldForFee)),
    line('available', fill.feeAsset, subtract(heldForFee, fill.feeAmount)),
    line('fee', fill.feeAsset, fill.feeAmount),
  ])
  assertBalanced(postings)
  return postings
}

/** What a fill takes out of the asset it spends, a fee in that asset included. */
export function spentByFill(
  fill: Fill,
  instrument: Pick<InstrumentParts, 'base' | 'quote'>,
): Amount {
  const { spent } = legsOfFill(fill, instrument)
  const isFeeSpent = fill.feeAsset === spent.asset && !isNegative(fill.feeAmount)
  return isFeeSpent ? add(spent.amount, fill.feeAmount) : spent.amount
}

type Leg = { readonly asset: AssetId; readonly amount: Amount }

function legsOfFill(
  fill: Fill,
  { base, quote }: Pick<InstrumentParts, 'base' | 'quote'>,
): { readonly spent: Leg; readonly received: Leg } {
  const baseLeg = { asset: base, amount: asAmount(fill.quantity) }
  const quoteLeg = { asset: quote, amount: fill.quoteQuantity }
  return fill.side === 'buy'
    ? { spent: quoteLeg, received: baseLeg }
    : { spent: baseLeg, received: quoteLeg }
}
