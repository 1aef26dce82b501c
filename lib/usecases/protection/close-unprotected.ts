import { ORDERS_PER_BATCH_MAX } from '#api/orders.ts'
import { closingQuantity } from '#core/risk/closing-quantity.ts'
import { PROTECTION_ORIGIN, readToClose } from '#store/lost-protection.ts'
import type { KillContext } from '#usecases/kill/kill-context.ts'
import { placeClosings } from '#usecases/kill/place-closings.ts'

/**
 * Closes the positions that lost their stop, where the account wants that: one order for each stop that was lost.
 * Elsewhere a person is told and decides. Safe to repeat. Returns how many orders were made.
 */
export async function closeUnprotected(ctx: KillContext): Promise<number> {
  const { accountId } = ctx.account
  const lost = await ctx.db.read((tx) => readToClose(tx, accountId))
  const listed = new Map<string, KillContext['instruments'][number]>(
    ctx.instruments.map((each) => [each.id, each]),
  )
  const closings = lost.flatMap(({ stopId, quantity: position, availableBase, ...at }) => {
    const instrument = listed.get(at.instrumentId)
    const quantity = instrument && closingQuantity({ position, availableBase }, instrument)
    return quantity
      ? [{ ...at, position, quantity, originId: PROTECTION_ORIGIN, signalId: stopId }]
      : []
  })
  if (closings.length === 0) return 0
  const orders = await placeClosings(ctx, closings.slice(0, ORDERS_PER_BATCH_MAX))
  return orders.length
}
