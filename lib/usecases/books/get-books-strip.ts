import type { BooksStripView } from '#api/codecs/proof.ts'
import type { HandlerInput, HandlerResult } from '#api/endpoint.ts'
import type * as api from '#api/proof.ts'
import { stripRuns } from '#core/ledger/books-strip.ts'
import { DAY_MS, floorTo, type UnixMs, unixMsOf } from '#core/time/time.ts'
import {
  readEndedBreaks,
  readStripAccounts,
  readStripTicks,
  type StripAccount,
} from '#store/read-books-strip.ts'
import { readUnendedBreaks } from '#store/read-breaks.ts'
import type { Context } from '#usecases/context.ts'
import { requireVisible } from '#usecases/require-visible.ts'

export const STRIP_BUCKETS = 480
/** Three minutes: a bucket holds several comparisons of every account, however seldom its venue lets us ask. */
export const STRIP_STEP_MS = DAY_MS / STRIP_BUCKETS

/**
 * The last 24 hours of proofs of each venue, the running bucket included. NOT_FOUND for a client or an account that
 * the caller may not see.
 */
export async function getBooksStrip(
  ctx: Pick<Context, 'db' | 'clock'>,
  input: HandlerInput<typeof api.getBooksStrip>,
): Promise<HandlerResult<typeof api.getBooksStrip>> {
  const now = ctx.clock.now()
  const to = unixMsOf(floorTo(now, STRIP_STEP_MS) + STRIP_STEP_MS)
  const from = unixMsOf(to - DAY_MS)
  const read = await ctx.db.read(async (tx) => {
    await requireVisible(tx, input)
    return {
      accounts: await readStripAccounts(tx, input),
      ticks: await readStripTicks(tx, { whose: input, from, stepMs: STRIP_STEP_MS }),
      breaks: [
        ...(await readUnendedBreaks(tx, input)),
        ...(await readEndedBreaks(tx, { whose: input, from })),
      ],
    }
  })
  const venueOf = new Map(read.accounts.map(({ accountId, venueId }) => [accountId, venueId]))
  const venues = [...Map.groupBy(read.accounts, ({ venueId }) => venueId)].map(
    ([venueId, accounts]) => ({
      ...venueOfAccounts(venueId, accounts),
      runs: stripRuns({
        from,
        stepMs: STRIP_STEP_MS,
        now,
        accountsSince: accounts.flatMap(({ comparedSince }) => comparedSince ?? []),
        ticks: read.ticks.filter((tick) => tick.venueId === venueId),
      }),
      breaks: read.breaks.filter(({ accountId }) => venueOf.get(accountId) === venueId),
    }),
  )
  return { from, to, stepMs: STRIP_STEP_MS, venues }
}

function venueOfAccounts(
  venueId: StripAccount['venueId'],
  accounts: readonly StripAccount[],
): Pick<BooksStripView['venues'][number], 'venueId' | 'accounts' | 'lastCheckedAt'> {
  const checked = accounts.map(({ lastCheckedAt }) => lastCheckedAt)
  return { venueId, accounts: accounts.length, lastCheckedAt: oldestOf(checked) }
}

/** What holds for all accounts: the last check of the one that waits longest. */
function oldestOf(times: readonly (UnixMs | null)[]): UnixMs | null {
  let oldest: UnixMs | null = times[0] ?? null
  for (const at of times) oldest = at === null || oldest === null ? null : at < oldest ? at : oldest
  return oldest
}
