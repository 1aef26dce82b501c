import { formatDecimal } from '#core/money/money.ts'
import type { VenueOrder } from '#ports/venue.ts'
import { type KnownOrder, readKnownOrders } from '#store/kill-orders.ts'
import type { KillFound, KillWork } from '#store/kill-work.ts'
import { orderPathTx } from '#store/order-path-tx.ts'
import { applyVenueOrder } from '#usecases/orders/apply-venue-order.ts'
import { askToCancel } from '#usecases/orders/cancel-order.ts'
import type { KillContext } from './kill-context.ts'

/** So many cancels are asked of the venue at once and in one look; the next look asks for the rest. */
export const CANCELS_PER_LOOK_MAX = 40

/**
 * Asks for the end of every order in the scope, and counts what the venue itself still lists. An answer that says
 * "canceled" is no proof: what is listed again is asked for again, also what is not ours and what our books
 * take for closed. Throws VENUE_UNREACHABLE: then nothing was counted.
 */
export async function cancelInScope(
  ctx: KillContext,
  work: KillWork,
  found: KillFound,
): Promise<KillFound> {
  const isFirstLook = found.ordersReadAt === null
  if (!work.isDrill) await askForOurs(ctx, work)
  const readAt = ctx.clock.now()
  const open = await openInScope(ctx, work)
  const told = { ...found, ordersOpen: open.length, ordersReadAt: readAt }
  if (work.isDrill) return { ...told, wouldDo: [...found.wouldDo, ...open.map(wouldCancel)] }
  // At the first look the cancels of our own are on their way already.
  const due = isFirstLook ? open.filter(({ ours }) => ours?.isCancelDue !== true) : open
  const asked = due.slice(0, CANCELS_PER_LOOK_MAX)
  await Promise.all(asked.map(({ theirs }) => cancelAtVenue(ctx, theirs)))
  return { ...told, cancelsAsked: found.cancelsAsked + asked.length }
}

async function askForOurs(ctx: KillContext, { bookId, pauseEntries, engagedAt }: KillWork) {
  const { account, db } = ctx
  await db.decide(account.accountId, async (pg) => {
    const tx = orderPathTx(pg, account.accountId)
    const open = await tx.listOpenOrders()
    const orders = open.filter(
      (order) =>
        order.origin.kind !== 'kill' &&
        (bookId === null || order.bookId === bookId) &&
        (pauseEntries || order.createdAt <= engagedAt),
    )
    await askToCancel(ctx, tx, { account, orders })
  })
}

type OpenOrder = { readonly theirs: VenueOrder; readonly ours: KnownOrder | undefined }

async function openInScope(
  ctx: KillContext,
  { bookId, pauseEntries, engagedAt }: KillWork,
): Promise<readonly OpenOrder[]> {
  const listed = await ctx.venue.fetchOpenOrders()
  const known = await ctx.db.read((tx) =>
    readKnownOrders(tx, {
      accountId: ctx.account.accountId,
      clientOrderIds: listed.flatMap(({ clientOrderId }) => clientOrderId ?? []),
    }),
  )
  const ours = new Map(known.map((order) => [order.clientOrderId, order]))
  const latest = engagedAt + (ctx.venue.clockOffsetMs() ?? 0)
  return listed
    .map((theirs) => ({ theirs, ours: ours.get(theirs.clientOrderId ?? '') }))
    .filter((order) => bookId === null || order.ours?.bookId === bookId)
    .filter(({ theirs }) => pauseEntries || theirs.createdAt <= latest)
}

async function cancelAtVenue(ctx: KillContext, theirs: VenueOrder): Promise<void> {
  const outcome = await ctx.venue.cancelOrder(theirs)
  if (outcome.kind === 'canceled' && outcome.order) await applyVenueOrder(ctx, outcome.order)
}

function wouldCancel({ theirs }: OpenOrder): string {
  const { side, quantity, instrumentId, limitPrice, venueOrderId } = theirs
  const price = limitPrice === null ? '' : ` at ${formatDecimal(limitPrice)}`
  return `cancel ${side} ${formatDecimal(quantity)} ${instrumentId}${price} (${venueOrderId})`
}
