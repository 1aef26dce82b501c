import { parseAmount, zeroAmount } from '#core/money/money.ts'
import { systemDice } from '#runtime/system-dice.ts'
import { reconcileAccount } from '#usecases/accounts/reconcile-account.ts'
import { openStreamWitness } from '#usecases/accounts/stream-witness.ts'
import { claimOrders } from '#usecases/orders/claim-orders.ts'
import { placeOrder } from '#usecases/orders/place-order.ts'
import { BTC, USDT } from '../../test/builders.ts'
import type { OrderDesk } from '../../test/order-desk.ts'
import { longLease, neverArrived } from './claims.ts'
import { smallOrder } from './load.ts'

const ORDERS_PER_WRITE = 500
/** Every so many runs all of the venue's open orders are read: this is such a run. */
const THOROUGH_RUN = 0

export type Reconciled = { readonly seconds: number; readonly isProven: boolean }

/** Proves an account with so many orders open, ours and the venue's alike. */
export async function timeReconciliation(desk: OrderDesk, count: number): Promise<Reconciled> {
  await openOrders(desk, count)
  const whole = (asset: typeof BTC, text: string) => ({
    asset,
    free: parseAmount(text),
    locked: zeroAmount,
  })
  desk.venue.fetchBalances = async () => [whole(BTC, '5'), whole(USDT, '10000')]
  const ctx = {
    ...desk.runner,
    db: desk.firm.db,
    instruments: [],
    historyFrom: desk.clock.now(),
    witness: openStreamWitness(),
  }
  const startedAt = performance.now()
  const { outcome, breaks } = await reconcileAccount(ctx, THOROUGH_RUN)
  const seconds = (performance.now() - startedAt) / 1_000
  return { seconds, isProven: outcome === 'PROVEN' && breaks.length === 0 }
}

/** As if they had been sent long ago; nothing is held for them, which proves no balance wrong. */
async function openOrders(desk: OrderDesk, count: number): Promise<void> {
  const { account, orderPath, clock, instrumentId } = desk
  await placeOrder(desk.trader, smallOrder(desk))
  const lease = await longLease(desk)
  const [sent] = await claimOrders(desk.runner, { lease, mayTradeLive: false })
  if (sent === undefined) throw new Error('the placed order was claimed')
  await neverArrived(desk, [sent])
  const { quantity, limitPrice } = sent
  if (quantity === null || limitPrice === null) throw new Error('a small order is a limit order')
  for (let first = 0; first < count; first += ORDERS_PER_WRITE) {
    const newOrders = Array.from({ length: Math.min(ORDERS_PER_WRITE, count - first) }, (_, i) => {
      const clientOrderId = `open-${first + i}`
      const terms = { instrumentId, clientOrderId, quantity, limitPrice }
      const { venueOrderId } = desk.venue.placeElsewhere(terms)
      return {
        ...sent,
        id: systemDice.uuid(),
        state: 'WORKING' as const,
        clientOrderId,
        venueOrderId,
        acknowledgedAt: clock.now(),
        holdAsset: null,
        holdAmount: zeroAmount,
      }
    })
    await orderPath.change(account.accountId, (tx) =>
      tx.write({ account, at: clock.now(), newOrders }),
    )
  }
}
