import type { BreakFacts } from '#core/ledger/find-breaks.ts'
import { HOUR_MS, MINUTE_MS, SECOND_MS, type UnixMs, unixMsOf } from '#core/time/time.ts'
import { readFillNews, readForeignOrders, readVenueCancels } from '#store/read-break-facts.ts'
import { readLastReconciliationStart } from '#store/reconciliations.ts'
import type { Reading } from './reading.ts'
import type { ReconcileContext } from './reconcile-context.ts'

/** A fill that only a poll found, this long after it happened, was missed by the stream. */
export const FILL_MISSED_AFTER_MS = 2 * SECOND_MS
/** A fee in a third coin is news when the account has paid none in that coin for so long. */
export const FEE_NEWS_AFTER_MS = HOUR_MS
/** Facts that were stored while the run before was reading are looked at again. */
const OVERLAP_MS = 5 * SECOND_MS
/** How far the first run looks back. */
const FIRST_LOOK_BACK_MS = MINUTE_MS

/** Gathers what was stored since the run before, beside what this run read. */
export async function factsOf(ctx: ReconcileContext, reading: Reading): Promise<BreakFacts> {
  const { accountId } = ctx.account
  const { clockOffsetMs, compared, orderStates } = reading
  const stored = await ctx.db.read(async (tx) => {
    const last = await readLastReconciliationStart(tx, accountId)
    const wish = { accountId, since: lookBackTo(last, reading.startedAt) }
    return {
      foreignOrders: await readForeignOrders(tx, wish),
      venueCancels: await readVenueCancels(tx, wish),
      fills: await readFillNews(tx, {
        ...wish,
        missedAfterMs: FILL_MISSED_AFTER_MS,
        feeNewsAfterMs: FEE_NEWS_AFTER_MS,
        clockOffsetMs,
      }),
    }
  })
  return {
    foreignOrders: stored.foreignOrders,
    venueCancels: stored.venueCancels,
    foreignFills: stored.fills.filter(({ isForeign }) => isForeign),
    missedFills: stored.fills.filter((fill) => fill.isMissed && !ctx.witness.hasTold(fill)),
    impossibleFills: stored.fills.flatMap(({ violation, ...fill }) =>
      violation === null ? [] : [{ ...fill, violation }],
    ),
    thirdCoinFees: stored.fills.flatMap(({ newFeeAsset, ...fill }) =>
      newFeeAsset === null ? [] : [{ ...fill, feeAsset: newFeeAsset }],
    ),
    orderStates,
    transfers: reading.transfers,
    replayedFills: ctx.witness.takeReplayed(),
    differences: compared.kind === 'differ' ? compared.differences : [],
    clockOffsetMs,
  }
}

function lookBackTo(last: UnixMs | null, startedAt: UnixMs): UnixMs {
  const from = last === null ? startedAt - FIRST_LOOK_BACK_MS : last - OVERLAP_MS
  return unixMsOf(Math.max(0, from))
}
