import type { AssetId } from '#core/market/instrument.ts'
import { type Amount, add, isEqual, subtract, zeroAmount } from '#core/money/money.ts'

export type AssetAmounts = ReadonlyMap<AssetId, Amount>

/** What one fill, known only after the balances were read, does to each asset. */
export type BalanceChange = AssetAmounts

export type BalanceMatch =
  /** Ours equals theirs in every asset after this many of the changes. */
  | { readonly kind: 'match'; readonly changes: number }
  /** No prefix explains theirs; the differences are against the prefix that explains most. */
  | {
      readonly kind: 'differ'
      readonly changes: number
      readonly differences: readonly BalanceDifference[]
    }

export type BalanceDifference = {
  readonly asset: AssetId
  readonly ours: Amount
  readonly theirs: Amount
}

/**
 * Compares our holdings with a venue's balances that were read somewhere between two reads of its fills. The
 * venue answered at one moment, so its balances must equal our holdings (as of the first read) after some
 * prefix of the fills that only the second read shows: one prefix for all assets at once. An asset that one
 * side does not name counts as zero. Cost: the assets once, plus each change's own assets.
 */
export function matchBalances(input: {
  readonly ours: AssetAmounts
  readonly theirs: AssetAmounts
  readonly changes: readonly BalanceChange[]
}): BalanceMatch {
  const ours = new Map(input.ours)
  const theirs = (asset: AssetId) => input.theirs.get(asset) ?? zeroAmount
  const differing = new Set<AssetId>()
  const compare = (asset: AssetId) => {
    if (isEqual(ours.get(asset) ?? zeroAmount, theirs(asset))) differing.delete(asset)
    else differing.add(asset)
  }
  for (const asset of new Set([...ours.keys(), ...input.theirs.keys()])) compare(asset)
  let best = differencesOf(differing, ours, theirs)
  let bestChanges = 0
  for (let applied = 0; best.length > 0 && applied < input.changes.length; applied++) {
    for (const [asset, delta] of input.changes[applied] ?? []) {
      ours.set(asset, add(ours.get(asset) ?? zeroAmount, delta))
      compare(asset)
    }
    if (differing.size > best.length) continue
    best = differencesOf(differing, ours, theirs)
    bestChanges = applied + 1
  }
  if (best.length === 0) return { kind: 'match', changes: bestChanges }
  return { kind: 'differ', changes: bestChanges, differences: best }
}

function differencesOf(
  differing: ReadonlySet<AssetId>,
  ours: AssetAmounts,
  theirs: (asset: AssetId) => Amount,
): BalanceDifference[] {
  return [...differing]
    .sort()
    .map((asset) => ({ asset, ours: ours.get(asset) ?? zeroAmount, theirs: theirs(asset) }))
}

/** How much more the venue has than we do: negative when it has less. */
export function excessOf(difference: BalanceDifference): Amount {
  return subtract(difference.theirs, difference.ours)
}
