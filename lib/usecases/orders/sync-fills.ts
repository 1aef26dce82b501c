import type { InstrumentId } from '#core/market/instrument.ts'
import type { UnixMs } from '#core/time/time.ts'
import type { AccountContext } from '#usecases/account-context.ts'
import { type RecordedFills, recordFills } from './record-fills.ts'

/** A history longer than so many pages is read further by the next call. */
export const FILL_PAGES_MAX = 20

/**
 * Reads the venue's fills of an instrument from where we stand and records those that no stream told. The poll
 * is the truth: only what it has read moves the cursor. Safe to repeat and to break off anywhere.
 */
export async function syncFills(
  ctx: AccountContext,
  { instrumentId, since }: { readonly instrumentId: InstrumentId; readonly since: UnixMs },
): Promise<RecordedFills> {
  const name = fillsCursor(instrumentId)
  let after = await ctx.orderPath.readCursor(ctx.account.accountId, name)
  let total: RecordedFills = { recorded: [], knownCount: 0 }
  for (let page = 0; page < FILL_PAGES_MAX; page++) {
    const { fills, hasMore } = await ctx.venue.fetchFills({ instrumentId, after, since })
    const last = fills.at(-1)
    if (last === undefined) break
    total = joined(total, await recordFills(ctx, { fills, source: 'poll' }))
    after = last.venueTradeId
    await saveCursor(ctx, { name, position: after })
    if (!hasMore) break
  }
  return total
}

function fillsCursor(instrumentId: InstrumentId): string {
  return `fills:${instrumentId}`
}

async function saveCursor(
  ctx: AccountContext,
  cursor: { readonly name: string; readonly position: string },
): Promise<void> {
  await ctx.orderPath.change(ctx.account.accountId, (tx) =>
    tx.write({ account: ctx.account, at: ctx.clock.now(), cursors: [cursor] }),
  )
}

function joined(a: RecordedFills, b: RecordedFills): RecordedFills {
  return { recorded: [...a.recorded, ...b.recorded], knownCount: a.knownCount + b.knownCount }
}
