import type { BooksView } from '#api/codecs/proof.ts'
import type { UnixMs } from '#core/time/time.ts'
import type { Clock } from '#ports/clock.ts'
import type { Whose } from '#store/is-visible.ts'
import { type OwnedHolding, readBalances } from '#store/read-balances.ts'
import { readBalancesAt } from '#store/read-balances-at.ts'
import { readMarkets } from '#store/read-markets.ts'
import { readMarketsAt } from '#store/read-markets-at.ts'
import { type OwnedPosition, readPositions } from '#store/read-positions.ts'
import type { Tx } from '#store/transaction.ts'
import { booksAt } from '#usecases/as-of/books-at.ts'
import { positionsAt } from '#usecases/as-of/positions-at.ts'
import { booksNow } from '#usecases/books/books-now.ts'
import { openValuer, type Valuer, valuerOver } from '#usecases/valuation/open-valuer.ts'

/** What a page is computed from: the newest of everything, or everything as it was known at an instant. */
export type Moment = {
  readonly at: UnixMs
  readonly isNow: boolean
  readonly valuer: () => Promise<Valuer>
  readonly positions: (whose: Whose) => Promise<readonly OwnedPosition[]>
  readonly holdings: (whose: Whose) => Promise<readonly OwnedHolding[]>
  readonly books: (whose: Whose) => Promise<readonly BooksView[]>
}

/** Now, or the moment asked for. One that is still to come is now. */
export function momentOf(tx: Tx, clock: Pick<Clock, 'now'>, asOf: UnixMs | undefined): Moment {
  const now = clock.now()
  return asOf === undefined || asOf >= now ? present(tx, now) : past(tx, asOf)
}

function present(tx: Tx, now: UnixMs): Moment {
  return {
    at: now,
    isNow: true,
    valuer: async () => openValuer(await readMarkets(tx), now),
    positions: (whose) => readPositions(tx, whose),
    holdings: (whose) => readBalances(tx, whose),
    books: (whose) => booksNow(tx, whose, now),
  }
}

/** Of what was recorded until then, valued at the closes of the last whole minute. */
function past(tx: Tx, at: UnixMs): Moment {
  return {
    at,
    isNow: false,
    valuer: async () => valuerOver(await readMarketsAt(tx, at), 'NO_CANDLE'),
    positions: (whose) => positionsAt(tx, { ...whose, at }),
    holdings: (whose) => readBalancesAt(tx, { ...whose, at }),
    books: (whose) => booksAt(tx, { ...whose, at }),
  }
}
