import type { BooksView } from '#api/codecs/proof.ts'
import type { UnixMs } from '#core/time/time.ts'
import type { Whose } from '#store/is-visible.ts'
import { readBooksAt, readBreaksAt } from '#store/read-books-at.ts'
import type { Tx } from '#store/transaction.ts'
import { booksOf } from '#usecases/books/books-now.ts'

/** What was said of each account's books at `at`: the last comparison by then, and the breaks that stood. */
export async function booksAt(
  tx: Tx,
  whose: Whose & { readonly at: UnixMs },
): Promise<BooksView[]> {
  const proofs = await readBooksAt(tx, whose)
  return booksOf(proofs, await readBreaksAt(tx, whose), whose.at)
}
