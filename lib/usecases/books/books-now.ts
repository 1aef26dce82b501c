import type { BooksView, BreakView } from '#api/codecs/proof.ts'
import { booksStateOf, type UnendedBreakState } from '#core/ledger/books-state.ts'
import type { UnixMs } from '#core/time/time.ts'
import type { Whose } from '#store/is-visible.ts'
import { type BooksProof, readBooks } from '#store/read-books.ts'
import { readUnendedBreaks } from '#store/read-breaks.ts'
import type { Tx } from '#store/transaction.ts'

/** Whether each account's books match the venue's now, inside a read of something larger. Two queries. */
export async function booksNow(tx: Tx, whose: Whose, now: UnixMs): Promise<BooksView[]> {
  const proofs = await readBooks(tx, whose)
  return booksOf(proofs, await readUnendedBreaks(tx, whose), now)
}

/** What may be said at `now` of books that were last compared so, with these breaks against them. */
export function booksOf(
  proofs: readonly BooksProof[],
  unended: readonly BreakView[],
  now: UnixMs,
): BooksView[] {
  const breaks = Map.groupBy(unended, ({ accountId }) => accountId)
  return proofs.map(({ latest, rhythm, ...proof }) => {
    const own = breaks.get(proof.accountId) ?? []
    const state = booksStateOf({ latest, breaks: own.map(unendedStateOf), rhythm, now })
    return { ...proof, state, lastReadAt: latest?.finishedAt ?? null, breaks: own }
  })
}

/** The store reads no others. */
function unendedStateOf({ state }: BreakView): UnendedBreakState {
  return state as UnendedBreakState
}
