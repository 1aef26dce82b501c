import type { Posting } from '#core/ledger/posting.ts'
import type { AssetId } from '#core/market/instrument.ts'
import { type Amount, add, zeroAmount } from '#core/money/money.ts'

/** What a book owns of an asset; `total` is available and held together. */
export type Holding = {
  readonly bookId: string
  readonly asset: AssetId
  readonly available: Amount
  readonly held: Amount
  readonly total: Amount
}

/** Sums postings to holdings, ordered by book and asset: the same postings in any order give equal holdings. */
export function holdingsOf(postings: Iterable<Posting>): Holding[] {
  const holdings = new Map<string, Holding>()
  for (const posting of postings) {
    if (posting.kind !== 'available' && posting.kind !== 'held') continue
    const { bookId, asset, kind, amount } = posting
    const key = JSON.stringify([bookId, asset])
    const before = holdings.get(key) ?? emptyHolding(bookId, asset)
    holdings.set(key, {
      ...before,
      [kind]: add(before[kind], amount),
      total: add(before.total, amount),
    })
  }
  return [...holdings.entries()].sort(byKey).map(([, holding]) => holding)
}

function emptyHolding(bookId: string, asset: AssetId): Holding {
  return { bookId, asset, available: zeroAmount, held: zeroAmount, total: zeroAmount }
}

function byKey([a]: readonly [string, Holding], [b]: readonly [string, Holding]): number {
  return a < b ? -1 : 1
}
