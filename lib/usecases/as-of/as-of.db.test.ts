import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { UnixMs } from '#core/time/time.ts'
import { openStory, someSteps } from '#test/account-story.ts'
import { openTestDatabase } from '#test/builders/open-test-database.ts'
import type { OrderDesk } from '#test/order-desk.ts'
import { listBalances } from '#usecases/balances/list-balances.ts'
import { listBooks } from '#usecases/books/list-books.ts'
import { getOverview } from '#usecases/overview/get-overview.ts'
import { listPositions } from '#usecases/positions/list-positions.ts'

const clone = await openTestDatabase()
const RUNS = 4

test('as of any moment, positions, balances, books and totals are what was shown at that moment', {
  timeout: 120_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(someSteps, async (steps) => {
      const story = await openStory(clone)
      const shown: { readonly at: UnixMs; readonly page: unknown }[] = []
      for (const { afterMs, what } of steps) {
        await story.happen(what)
        shown.push({ at: story.desk.clock.now(), page: await pageAt(story.desk, undefined) })
        story.desk.clock.advance(afterMs + 1)
      }
      for (const { at, page } of shown) expect(await pageAt(story.desk, at)).toEqual(page)
    }),
    { numRuns: RUNS },
  )
})

/** Everything that a page shows, but what depends on quotes: those are not kept. */
async function pageAt({ firm, clock }: OrderDesk, asOf: UnixMs | undefined) {
  const ctx = { db: firm.db, clock }
  const input = asOf === undefined ? {} : { asOf }
  const positions = await listPositions(ctx, input)
  const balances = await listBalances(ctx, input)
  const books = await listBooks(ctx, input)
  const { clients } = await getOverview(ctx, input)
  return {
    positions: positions.items.map(({ mark: _m, value: _v, unrealizedPnl: _u, ...own }) => own),
    balances: balances.items.map(({ value: _v, ...own }) => own),
    books: books.items,
    totals: clients.flatMap(({ totals, accounts }) =>
      [totals, ...accounts.map((account) => account.totals)].map(({ realizedPnl, openBreaks }) => ({
        realizedPnl,
        openBreaks,
      })),
    ),
  }
}
