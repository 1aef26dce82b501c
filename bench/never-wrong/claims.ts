import type { Lease, OrderRecord } from '#ports/order-path-store.ts'
import { claimOrders } from '#usecases/orders/claim-orders.ts'
import { closeOrder } from '#usecases/orders/close-order.ts'
import { placeOrder } from '#usecases/orders/place-order.ts'
import type { OrderDesk } from '../../test/order-desk.ts'
import { smallOrder } from './load.ts'

/** A lease for as long as a bench may last. */
const LEASE_TTL_MS = 3_600_000

export async function longLease({ orderPath, account }: OrderDesk): Promise<Lease> {
  const wish = { ...account, holder: 'runner-1', ttlMs: LEASE_TTL_MS }
  const lease = await orderPath.acquireLease(wish)
  if (lease === null) throw new Error('the desk holds its own lease')
  return lease
}

/** Milliseconds of each claim of one order, commit included. */
export async function timeClaims(desk: OrderDesk, count: number): Promise<number[]> {
  const lease = await longLease(desk)
  const tookMs: number[] = []
  for (let index = 0; index < count; index++) {
    await placeOrder(desk.trader, smallOrder(desk))
    const startedAt = performance.now()
    const claimed = await claimOrders(desk.runner, { lease, mayTradeLive: false })
    tookMs.push(performance.now() - startedAt)
    await neverArrived(desk, claimed)
  }
  return tookMs
}

/** Gives back what was held, so that a bench does not run out of money. */
export async function neverArrived(
  desk: OrderDesk,
  claimed: readonly OrderRecord[],
): Promise<void> {
  for (const { id } of claimed) {
    const event = { kind: 'notPlaced' } as const
    await closeOrder(desk.runner, { orderId: id, event, reason: 'NOT_PLACED', detail: null })
  }
}
