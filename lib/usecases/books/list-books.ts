import type { BooksView, BreakView } from '#api/codecs/proof.ts'
import type { HandlerInput, HandlerResult } from '#api/endpoint.ts'
import type * as api from '#api/proof.ts'
import { booksStateOf, type UnendedBreakState } from '#core/ledger/books-state.ts'
import type { UnixMs } from '#core/time/time.ts'
import type { Whose } from '#store/is-visible.ts'
import { readBooks } from '#store/read-books.ts'
import { readUnendedBreaks } from '#store/read-breaks.ts'
import type { Tx } from '#store/transaction.ts'
import type { Context } from '#usecases/context.ts'
import { requireVisible } from '#usecases/require-visible.ts'

/**
 * Whether each account's books match the venue's now, since when, and what stands against it. NOT_FOUND for
 * a client or an account that the caller may not see.
 */
export async function listBooks(
  ctx: Pick<Context, 'db' | 'clock'>,
  input: HandlerInput<typeof api.listBooks>,
): Promise<HandlerResult<typeof api.listBooks>> {
  const items = await ctx.db.read(async (tx) => {
    await requireVisible(tx, input)
    return booksNow(tx, input, ctx.clock.now())
  })
  return { items, nextCursor: null }
}

/** The same inside a read of something larger. Two queries. */
export async function booksNow(tx: Tx, whose: Whose, now: UnixMs): Promise<BooksView[]> {
  const proofs = await readBooks(tx, whose)
  const breaks = Map.groupBy(await readUnendedBreaks(tx, whose), ({ accountId }) => accountId)
  return proofs.map(({ latest, ...proof }) => {
    const own = breaks.get(proof.accountId) ?? []
    const state = booksStateOf({ latest, breaks: own.map(unendedStateOf), now })
    return { ...proof, state, lastReadAt: latest?.finishedAt ?? null, breaks: own }
  })
}

/** The store reads no others. */
function unendedStateOf({ state }: BreakView): UnendedBreakState {
  return state as UnendedBreakState
}
