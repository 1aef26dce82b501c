import type { BalanceDifference } from '#core/ledger/match-balances.ts'
import type { InstrumentId } from '#core/market/instrument.ts'
import { MINUTE_MS, unixMsOf } from '#core/time/time.ts'
import type { VenueTransfer } from '#ports/venue.ts'
import { syncFills } from '#usecases/orders/sync-fills.ts'
import { syncTransfers } from '#usecases/transfers/sync-transfers.ts'
import type { ReconcileContext } from './reconcile-context.ts'

/** Orders and fills of the last while may still have news. */
const ACTIVE_FOR_MS = 2 * MINUTE_MS

/**
 * Looks for what may explain that balances differ, and books it: fills that nobody told us of, ours and somebody
 * else's, and transfers. A trade moves base and quote together, so only the instruments between two assets that
 * differ are asked, and those in which we are active. Balances that agree are no reason to look for fills.
 * Returns the transfers that were new.
 */
export async function explainDifferences(
  ctx: ReconcileContext,
  differences: readonly BalanceDifference[],
): Promise<readonly VenueTransfer[]> {
  if (differences.length > 0) await lookForFills(ctx, differences)
  return syncTransfers(ctx)
}

async function lookForFills(
  ctx: ReconcileContext,
  differences: readonly BalanceDifference[],
): Promise<void> {
  const since = unixMsOf(Math.max(0, ctx.clock.now() - ACTIVE_FOR_MS))
  const active = await ctx.orderPath.listActiveInstruments(ctx.account.accountId, since)
  for (const instrumentId of new Set([...active, ...between(ctx, differences)])) {
    await syncFills(ctx, { instrumentId, since: ctx.historyFrom })
  }
}

function between(
  { instruments }: Pick<ReconcileContext, 'instruments'>,
  differences: readonly BalanceDifference[],
): InstrumentId[] {
  const differing = new Set(differences.map(({ asset }) => asset))
  return instruments
    .filter(({ base, quote }) => differing.has(base) && differing.has(quote))
    .map(({ id }) => id)
}
