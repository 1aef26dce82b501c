import { CLOCK_SKEW_MS_MAX } from '#core/ledger/find-breaks.ts'
import { QUOTE_AHEAD_MS_MAX } from '#core/market/quote-fault.ts'
import { type UnixMs, unixMsOf } from '#core/time/time.ts'
import type {
  AccountChanges,
  Lease,
  NewAccountEvent,
  OrderRecord,
} from '#ports/order-path-store.ts'
import type { AccountContext } from '#usecases/account-context.ts'
import { balanceNews, orderNews } from './account-news.ts'
import { clientOrderIdFor } from './client-order-id.ts'
import { QUOTE_AGE_MS_MAX } from './decide-orders.ts'
import { decideReplacement } from './decide-replacement.ts'
import { type MovedOrder, moveOrder } from './move-order.ts'

export const CLAIM_ORDERS_MAX = 50
/** How long a venue that names no deadline may take our word that a request is fresh. */
export const SEND_WINDOW_MS = 5_000
/** An order that could not be sent for so long (a pause, no runner) was meant for another market: it expires. */
export const UNSENT_MS_MAX = 60_000

/**
 * Takes the orders that may be sent now: SENDING, under the lease's token, with the time that their requests
 * will carry, committed before a byte is sent. Nobody claims an order twice. A stale lease, one that may end
 * before the requests do, or an account that may not trade claims nothing. An order that replaces another is
 * decided here, once that one is closed. An order whose market has not been quoted lately waits for its next
 * quote. Claim at most what can be sent at once: a claim that waits runs out.
 */
export async function claimOrders(
  ctx: Pick<AccountContext, 'account' | 'orderPath' | 'venue' | 'clock' | 'dice'>,
  {
    lease,
    mayTradeLive,
    limit = CLAIM_ORDERS_MAX,
  }: { readonly lease: Lease; readonly mayTradeLive: boolean; readonly limit?: number },
): Promise<readonly OrderRecord[]> {
  const { capabilities } = ctx.venue
  const sendWindowMs = capabilities.deadlineMs ?? SEND_WINDOW_MS
  // The clock is read before the claim: whatever freezes us after makes the request older, never fresher.
  const claimedAt = ctx.clock.now()
  return ctx.orderPath.change(ctx.account.accountId, async (tx) => {
    const due = await tx.readClaimable({
      lease,
      sendWindowMs,
      mayTradeLive,
      quotedSince: unixMsOf(claimedAt - QUOTE_AGE_MS_MAX),
      quotedUntil: unixMsOf(claimedAt + QUOTE_AHEAD_MS_MAX),
      mayOnlyReduce: isClockSkewed(ctx.venue),
      madeBefore: unixMsOf(claimedAt - UNSENT_MS_MAX),
      limit,
    })
    if (due.length === 0) return []
    const [late, timely] = partition(due, ({ createdAt }) => claimedAt - createdAt > UNSENT_MS_MAX)
    const [replacements, plain] = partition(timely, (order) => order.replacesOrderId !== null)
    const decided: MovedOrder[] = []
    for (const order of replacements) {
      // One after the other and each written: what one holds the next one no longer has.
      const replacement = await decideReplacement(ctx, tx, { order, at: claimedAt })
      await tx.write(changesOf(ctx, replacement, claimedAt))
      decided.push(replacement)
    }
    const sendable = decided.map(({ order }) => order).filter(({ state }) => state === 'NEW')
    const claimed = [...plain, ...sendable].map((order) => {
      const attempt = order.attempt + 1
      return {
        ...moveOrder(order, [{ kind: 'claimed' }], {
          at: claimedAt,
          transactionId: ctx.dice.uuid(),
        }).order,
        attempt,
        clientOrderId: clientOrderIdFor({ orderId: order.id, attempt }, capabilities.clientOrderId),
        claimToken: lease.token,
        claimedAt,
        validUntil: unixMsOf(claimedAt + sendWindowMs),
        sentAt: claimedAt,
      }
    })
    if (claimed.length === 0 && late.length === 0) return []
    const expired = late.map((order) => expire(ctx, order, claimedAt))
    await tx.write({
      account: ctx.account,
      at: claimedAt,
      orders: [...claimed, ...expired.map(({ order }) => order)],
      ledger: expired.flatMap(({ ledger }) => ledger),
      events: [
        ...claimed.map(orderNews),
        ...expired.flatMap(({ order }) => [orderNews(order), ...releaseNews(order)]),
      ],
    })
    return claimed
  })
}

/** A venue whose time is not ours, or not known, cannot be trusted to refuse what comes too late. */
function isClockSkewed(venue: AccountContext['venue']): boolean {
  const offsetMs = venue.clockOffsetMs()
  return offsetMs === null || Math.abs(offsetMs) > CLOCK_SKEW_MS_MAX
}

function changesOf(
  { account }: Pick<AccountContext, 'account'>,
  { order, ledger }: MovedOrder,
  at: UnixMs,
): AccountChanges {
  // One that is sent is news when it is claimed.
  const ended = order.state === 'NEW' ? [] : [orderNews(order)]
  return { account, at, orders: [order], ledger, events: [...ended, ...releaseNews(order)] }
}

function expire(
  { dice }: Pick<AccountContext, 'dice'>,
  order: OrderRecord,
  at: UnixMs,
): MovedOrder {
  const moved = moveOrder(order, [{ kind: 'expired' }], { at, transactionId: dice.uuid() })
  return { ...moved, order: { ...moved.order, reason: 'UNSENT_TOO_LONG' } }
}

function releaseNews({ bookId, holdAsset }: OrderRecord): NewAccountEvent[] {
  return holdAsset === null ? [] : [balanceNews(bookId, [holdAsset])]
}

function partition<T>(items: readonly T[], isFirst: (item: T) => boolean): readonly [T[], T[]] {
  return [items.filter(isFirst), items.filter((item) => !isFirst(item))]
}
