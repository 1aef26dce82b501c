import type { Order } from '#core/orders/order.ts'
import { isTerminal } from '#core/orders/order-state.ts'
import type { UnixMs } from '#core/time/time.ts'
import type { AccountRef, OrderPathTx, OrderRecord } from '#ports/order-path-store.ts'
import { orderPathTx } from '#store/order-path-tx.ts'
import { readOrder } from '#store/read-orders.ts'
import type { Context } from '#usecases/context.ts'
import { notFound } from '#usecases/require-visible.ts'
import { balanceNews, orderNews } from './account-news.ts'
import { moveOrder } from './move-order.ts'

/**
 * Asks for an order to be canceled. One that was never sent is canceled at once; for one at the venue the asking
 * is stored and the runner passes it on: a fill that comes first wins. Safe to repeat; a closed order stays as
 * it is.
 */
export async function cancelOrder(
  ctx: Pick<Context, 'db' | 'effect' | 'clock' | 'dice'>,
  { orderId }: { readonly orderId: string },
): Promise<Order> {
  const known = await ctx.db.read((tx) => readOrder(tx, orderId))
  if (known === null) throw notFound()
  return ctx.effect(
    {
      accountId: known.accountId,
      audit: ({ state }) => ({
        action: 'order.cancel',
        targetKind: 'order',
        targetId: orderId,
        data: { state },
      }),
    },
    async (pg) => {
      const tx = orderPathTx(pg, known.accountId)
      const facts = await tx.readOrder({ orderId })
      const order = facts?.order
      if (!order) throw notFound()
      const [asked] = await askToCancel(ctx, tx, { account: facts.account, orders: [order] })
      return asked ?? order
    },
  )
}

type Asking = { readonly account: AccountRef; readonly orders: readonly OrderRecord[] }

/** Asks for each of the orders that is open and was not asked for before. Returns those that changed. */
export async function askToCancel(
  { clock, dice }: Pick<Context, 'clock' | 'dice'>,
  tx: OrderPathTx,
  { account, orders }: Asking,
): Promise<readonly OrderRecord[]> {
  const at = clock.now()
  const due = orders.filter(
    ({ state, cancelRequestedAt }) => !isTerminal(state) && cancelRequestedAt === null,
  )
  if (due.length === 0) return []
  const asked = due.map((order) => cancelWhereUnsent(order, { at, transactionId: dice.uuid() }))
  await tx.write({
    account,
    at,
    orders: asked.map(({ order }) => order),
    ledger: asked.flatMap(({ ledger }) => ledger),
    events: asked.flatMap(({ order, ledger }) => [
      orderNews(order),
      ...(ledger.length > 0 && order.holdAsset !== null
        ? [balanceNews(order.bookId, [order.holdAsset])]
        : []),
    ]),
  })
  return asked.map(({ order }) => order)
}

function cancelWhereUnsent(
  order: OrderRecord,
  moment: { readonly at: UnixMs; readonly transactionId: string },
) {
  const wasSent = order.state !== 'NEW' && order.state !== 'AWAITING_APPROVAL'
  const asked = { ...order, cancelRequestedAt: moment.at }
  return moveOrder(asked, wasSent ? [] : [{ kind: 'canceled' }], moment)
}
