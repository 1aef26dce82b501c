import { SECOND_MS } from '#core/time/time.ts'
import { closeUnprotected } from '#usecases/protection/close-unprotected.ts'
import type { AccountDesk } from './account-desk.ts'
import { Bell } from './bell.ts'
import { followAccount } from './follow-account.ts'
import { POLL_EVERY_MS, pollFills } from './poll-fills.ts'
import { proveEveryMs } from './prove-books.ts'
import { type Repeated, repeat } from './repeat.ts'
import { DOUBTS_EVERY_MS, resolveDoubts } from './resolve-doubts.ts'
import { killRounds } from './run-kills.ts'
import { sendCancels, sendOrders } from './send-orders.ts'
import { CIRCUITS_EVERY_MS, watchCircuits } from './watch-circuits.ts'
import { clockEveryMs, watchClock } from './watch-clock.ts'

/** Notifications bring new orders at once; this finds those whose notification was lost. */
export const ORDERS_EVERY_MS = 5 * SECOND_MS
/** Whether a position has lost its stop is looked at so often. */
export const PROTECTION_EVERY_MS = SECOND_MS

/** The rounds of one account, each of which ends when `signal` aborts. `prove` is given the number of its round. */
export function startRounds(
  desk: AccountDesk,
  signal: AbortSignal,
  prove: (run: number) => Promise<void>,
): readonly Promise<void>[] {
  const { clock, log } = desk.ctx
  const round = (
    name: string,
    everyMs: Repeated['everyMs'],
    bell: Bell,
    work: (n: number) => Promise<void>,
  ) => {
    let rounds = 0
    return repeat({ name, everyMs, bell, signal, clock, log }, () => {
      rounds += 1
      return work(rounds)
    })
  }
  const kills = killRounds(desk)
  return [
    followAccount(desk, signal),
    round('doubts', DOUBTS_EVERY_MS, desk.doubtsDue, () => resolveDoubts(desk)),
    round('orders', ORDERS_EVERY_MS, desk.ordersDue, () => sendOrders(desk, signal)),
    round('cancels', ORDERS_EVERY_MS, desk.cancelsDue, () => sendCancels(desk)),
    round('circuits', CIRCUITS_EVERY_MS, new Bell(clock), () => watchCircuits(desk)),
    round(
      'clock',
      () => clockEveryMs(desk),
      new Bell(clock),
      () => watchClock(desk),
    ),
    round('protection', PROTECTION_EVERY_MS, new Bell(clock), async () => {
      await closeUnprotected({ ...desk.ctx, db: desk.db, instruments: desk.instruments })
    }),
    round('kill', kills.everyMs, desk.killDue, kills.look),
    round('fills', POLL_EVERY_MS, desk.fillsDue, (n) => pollFills(desk, n)),
    round('proof', () => proveEveryMs(desk), desk.proofDue, prove),
  ]
}
