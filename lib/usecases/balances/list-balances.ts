import type { HoldingView } from '#api/codecs/portfolio.ts'
import type { HandlerInput, HandlerResult } from '#api/endpoint.ts'
import type * as api from '#api/portfolio.ts'
import { add, zeroAmount } from '#core/money/money.ts'
import type { OwnedHolding } from '#store/read-balances.ts'
import { momentOf } from '#usecases/as-of/moment.ts'
import type { Context } from '#usecases/context.ts'
import { requireVisible } from '#usecases/require-visible.ts'
import type { Valuer } from '#usecases/valuation/open-valuer.ts'

/**
 * What the ledger says each account owns of each asset, at the newest marks, and how its books share it; or as
 * it was known at the moment asked for, at its marks. NOT_FOUND for whom the caller may not see.
 */
export async function listBalances(
  ctx: Pick<Context, 'db' | 'clock'>,
  input: HandlerInput<typeof api.listBalances>,
): Promise<HandlerResult<typeof api.listBalances>> {
  const items = await ctx.db.read(async (tx) => {
    await requireVisible(tx, input)
    const moment = momentOf(tx, ctx.clock, input.asOf)
    const valuer = await moment.valuer()
    return holdingsAt(await moment.holdings(input), valuer)
  })
  return { items, nextCursor: null }
}

/** Adds the books of each account up, in the order in which they come. */
export function holdingsAt(owned: readonly OwnedHolding[], valuer: Valuer): HoldingView[] {
  const byAsset = Map.groupBy(owned, ({ accountId, asset }) => `${accountId} ${asset}`)
  return [...byAsset.values()].map((books) => accountHolding(books, valuer))
}

function accountHolding(books: readonly OwnedHolding[], valuer: Valuer): HoldingView {
  // A group has at least the one that made it.
  const [{ accountId, clientId, venueId, asset }] = books as [OwnedHolding]
  const sumOf = (part: 'available' | 'held' | 'total') =>
    books.reduce((sum, book) => add(sum, book[part]), zeroAmount)
  const total = sumOf('total')
  return {
    accountId,
    clientId,
    asset,
    available: sumOf('available'),
    held: sumOf('held'),
    total,
    value: valuer.valueOf({ venueId, asset, amount: total }),
    books: books.map(({ bookId, bookKind, available, held, total: own }) => ({
      bookId,
      kind: bookKind,
      available,
      held,
      total: own,
    })),
  }
}
