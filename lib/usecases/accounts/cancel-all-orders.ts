import type { UnixMs } from '#core/time/time.ts'
import { orderPathTx } from '#store/order-path-tx.ts'
import type { Context } from '#usecases/context.ts'
import { askToCancel } from '#usecases/orders/cancel-order.ts'
import { requireVisible } from '#usecases/require-visible.ts'

export type CanceledAll = {
  readonly accountId: string
  /** Open orders when it was asked. */
  readonly openCount: number
  /** Never sent, so canceled at once. */
  readonly canceledCount: number
  /** Asked of the venue, now or before; each order's own state tells when it is gone. */
  readonly requestedCount: number
  readonly requestedAt: UnixMs
}

/** Asks for every open order of an account to be canceled, in one transaction. Safe to repeat. */
export async function cancelAllOrders(
  ctx: Pick<Context, 'effect' | 'clock' | 'dice'>,
  { accountId }: { readonly accountId: string },
): Promise<CanceledAll> {
  return ctx.effect(
    {
      accountId,
      audit: ({ openCount, canceledCount }) => ({
        action: 'account.cancel-all',
        targetKind: 'account',
        targetId: accountId,
        data: { openCount, canceledCount },
      }),
    },
    async (pg) => {
      await requireVisible(pg, { accountId })
      const tx = orderPathTx(pg, accountId)
      const orders = await tx.listOpenOrders()
      const account = orders[0]
      const asked = account === undefined ? [] : await askToCancel(ctx, tx, { account, orders })
      const canceledCount = asked.filter(({ state }) => state === 'CANCELED').length
      return {
        accountId,
        openCount: orders.length,
        canceledCount,
        requestedCount: orders.length - canceledCount,
        requestedAt: ctx.clock.now(),
      }
    },
  )
}
