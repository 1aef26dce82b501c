import { AppError } from '#api/app-error.ts'
import { assert } from '#core/assert.ts'
import {
  max,
  type Price,
  type Quantity,
  subtract,
  zeroAmount,
  zeroQuantity,
} from '#core/money/money.ts'
import type { NewOrder, Order, OrderOrigin } from '#core/orders/order.ts'
import { isOpen } from '#core/orders/order-state.ts'
import type { OrderPathTx, OrderRecord } from '#ports/order-path-store.ts'
import { orderPathTx } from '#store/order-path-tx.ts'
import { readOrder } from '#store/read-orders.ts'
import type { Context } from '#usecases/context.ts'
import { notFound } from '#usecases/require-visible.ts'
import { orderNews } from './account-news.ts'
import { askToCancel } from './cancel-order.ts'
import { decideOrders } from './decide-orders.ts'
import { withoutOrders } from './decide-replacement.ts'

/** What changes; the rest stays as it was. `quantity` is in all, counting what the old order has filled. */
export type Amendment = {
  readonly orderId: string
  readonly limitPrice?: Price | undefined
  readonly stopPrice?: Price | undefined
  readonly quantity?: Quantity | undefined
}

type Amending = Pick<Context, 'db' | 'effect' | 'clock' | 'dice' | 'requestId'>

/**
 * Replaces an open order: in one transaction the cancel of the old one is asked for and the new one stored, to be
 * sent once the old one is closed and less what it filled until then. Refused, the new one is DENIED and the old
 * one stays as it is. Throws NOT_POSSIBLE_NOW for an order that is closed, on its way out or not for a quantity.
 */
export async function amendOrder(
  ctx: Amending,
  amendment: Amendment & { readonly origin: OrderOrigin },
): Promise<Order> {
  const known = await ctx.db.read((tx) => readOrder(tx, amendment.orderId))
  if (known === null) throw notFound()
  return ctx.effect(
    {
      accountId: known.accountId,
      audit: ({ id, state, reason }) => ({
        action: 'order.amend',
        targetKind: 'order',
        targetId: amendment.orderId,
        data: { replacement: { id, state, reason } },
      }),
    },
    (pg) => replaceOrder(ctx, orderPathTx(pg, known.accountId), amendment),
  )
}

/** The amendment's own part of its transaction: what `amendOrder` promises, on an account that is locked. */
export async function replaceOrder(
  ctx: Pick<Amending, 'clock' | 'dice' | 'requestId'>,
  tx: OrderPathTx,
  { orderId, origin, ...change }: Amendment & { readonly origin: OrderOrigin },
): Promise<OrderRecord> {
  const at = ctx.clock.now()
  const old = await amendable(tx, orderId)
  const leaving = await leavingWith(tx, old)
  const [root = old] = leaving
  const inAll = change.quantity ?? old.quantity ?? zeroQuantity
  const left = max(subtract(inAll, root.filledQuantity), zeroQuantity)
  const decided = await decide(ctx, tx, {
    leaving,
    wish: { ...wishOf(old, change, origin), quantity: left },
  })
  // It waits without a hold: what the old one frees is held for it when it is claimed.
  const replacement = {
    ...decided,
    quantity: decided.state === 'NEW' ? inAll : decided.quantity,
    holdAmount: zeroAmount,
    replacesOrderId: root.id,
  }
  const { organizationId, clientId, accountId } = old
  const account = { organizationId, clientId, accountId }
  if (replacement.state === 'NEW') {
    await askToCancel(ctx, tx, { account, orders: [{ ...old, replaceRequestedAt: at }] })
  }
  await tx.write({ account, at, newOrders: [replacement], events: [orderNews(replacement)] })
  return replacement
}

async function amendable(tx: OrderPathTx, orderId: string): Promise<OrderRecord> {
  const order = (await tx.readOrder({ orderId }))?.order
  if (!order) throw notFound()
  const { state, cancelRequestedAt, quantity } = order
  if (
    isOpen(state) &&
    cancelRequestedAt === null &&
    quantity !== null &&
    order.origin.kind !== 'external'
  ) {
    return order
  }
  throw new AppError('NOT_POSSIBLE_NOW', {
    public: `Expected an open order of a quantity that nobody has asked to cancel, found one that is ${state}.`,
  })
}

/** The order, and before it the one whose place it was still waiting to take: the new one waits for that one. */
async function leavingWith(tx: OrderPathTx, old: OrderRecord): Promise<readonly OrderRecord[]> {
  if (old.state !== 'NEW' || old.replacesOrderId === null) return [old]
  const root = (await tx.readOrder({ orderId: old.replacesOrderId }))?.order
  if (!root) throw notFound()
  return [root, old]
}

async function decide(
  { clock, dice, requestId }: Pick<Amending, 'clock' | 'dice' | 'requestId'>,
  tx: OrderPathTx,
  { wish, leaving }: { readonly wish: NewOrder; readonly leaving: readonly OrderRecord[] },
): Promise<OrderRecord> {
  const facts = await tx.readPlacing({
    bookIds: [wish.bookId],
    instrumentIds: [wish.instrumentId],
    signals: [],
  })
  if (facts === null) throw notFound()
  const open = leaving.filter(({ state }) => isOpen(state))
  const { orders } = decideOrders(
    { facts: withoutOrders(facts, open), at: clock.now(), requestId, newId: () => dice.uuid() },
    [wish],
  )
  const [order] = orders
  assert(order !== undefined, 'one wish makes one order')
  return order
}

function wishOf(
  old: OrderRecord,
  { limitPrice, stopPrice }: Omit<Amendment, 'orderId'>,
  origin: OrderOrigin,
): NewOrder {
  const { accountId, bookId, instrumentId, side, type, quantity, quoteAmount } = old
  const { timeInForce, postOnly, reduceOnly, protectsPositionId, parentOrderId, note } = old
  return {
    ...{ accountId, bookId, instrumentId, side, type, quantity, quoteAmount },
    ...{ timeInForce, postOnly, reduceOnly, protectsPositionId, parentOrderId, note },
    limitPrice: limitPrice ?? old.limitPrice,
    stopPrice: stopPrice ?? old.stopPrice,
    origin,
  }
}
