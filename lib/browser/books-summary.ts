import type { BooksView } from '#api/codecs/proof.ts'
import type { BooksState } from '#core/ledger/books-state.ts'
import type { UnixMs } from '#core/time/time.ts'

/** The worst first: what one account's books say about all. */
const WORST_FIRST: readonly BooksState[] = [
  'UNRESOLVED',
  'OPEN',
  'SUSPECT',
  'STALE',
  'UNKNOWN',
  'PROVEN',
]

export type BooksSummary = {
  readonly state: BooksState
  /** Since when all of it is proven: the oldest of the last proofs; null when one was never proven. */
  readonly lastProvenAt: UnixMs | null
  readonly breaks: number
}

/** The books of several accounts in one word: proven only while every one is. */
export function summarizeBooks(books: readonly BooksView[]): BooksSummary {
  const state = WORST_FIRST.find((worst) => books.some((each) => each.state === worst))
  const provenAts = books.map(({ lastProvenAt }) => lastProvenAt)
  return {
    state: state ?? 'UNKNOWN',
    lastProvenAt: provenAts.reduce(oldest, provenAts[0] ?? null),
    breaks: books.reduce((count, each) => count + each.breaks.length, 0),
  }
}

function oldest(a: UnixMs | null, b: UnixMs | null): UnixMs | null {
  if (a === null || b === null) return null
  return a < b ? a : b
}
