import { SECOND_MS } from '#core/time/time.ts'
import type { AccountDesk } from './account-desk.ts'
import { followAccount } from './follow-account.ts'
import { POLL_EVERY_MS, pollFills } from './poll-fills.ts'
import { proveEveryMs } from './prove-books.ts'
import { DOUBTS_EVERY_MS, resolveDoubts } from './resolve-doubts.ts'
import { roundOf } from './round-of.ts'
import { sendCancels, sendOrders } from './send-orders.ts'

/** Notifications bring new orders at once; this finds those whose notification was lost. */
export const ORDERS_EVERY_MS = 5 * SECOND_MS

/**
 * The rounds of one account, each of which ends when `signal` aborts. `prove` is given the number of its round
 * and says `readyToTrade` when the books were compared: starting is recovering, and nothing is sent before.
 */
export function startRounds(
  desk: AccountDesk,
  signal: AbortSignal,
  prove: (run: number) => Promise<void>,
): readonly Promise<void>[] {
  const round = roundOf(desk, signal)
  return [
    followAccount(desk, signal),
    round('doubts', DOUBTS_EVERY_MS, desk.doubtsDue, () => resolveDoubts(desk)),
    round('orders', ORDERS_EVERY_MS, desk.ordersDue, async () => {
      if (desk.recovery.isDone) await sendOrders(desk, signal)
    }),
    round('cancels', ORDERS_EVERY_MS, desk.cancelsDue, () => sendCancels(desk)),
    round('fills', POLL_EVERY_MS, desk.fillsDue, (n) => pollFills(desk, n)),
    round('proof', () => proveEveryMs(desk), desk.proofDue, prove),
  ]
}
