import { SECOND_MS, unixMsOf } from '#core/time/time.ts'
import type { Lease } from '#ports/order-path-store.ts'
import type { Venue } from '#ports/venue.ts'
import type { RunnerHouse } from '#runtime/runner-context.ts'
import { readInstruments } from '#store/read-instruments.ts'
import type { RunnableAccount } from '#store/runnable-accounts.ts'
import { OPENED_AT_CURSOR } from '#usecases/accounts/open-books.ts'
import { type AccountDesk, openAccountDesk } from './account-desk.ts'
import type { Bell } from './bell.ts'
import { followAccount } from './follow-account.ts'
import { POLL_EVERY_MS, pollFills } from './poll-fills.ts'
import { proveBooks, proveEveryMs } from './prove-books.ts'
import { type Repeated, repeat } from './repeat.ts'
import { DOUBTS_EVERY_MS, resolveDoubts } from './resolve-doubts.ts'
import { sendCancels, sendOrders } from './send-orders.ts'

/** Notifications bring new orders at once; this finds those whose notification was lost. */
export const ORDERS_EVERY_MS = 5 * SECOND_MS

export type AccountRun = {
  readonly row: RunnableAccount
  readonly lease: Lease
  readonly venue: Venue
  /** How many accounts share the venue's budget here, this one too. */
  accountsAtVenue(): number
  /** Told the desk once, so that notifications reach its bells. */
  onOpen(desk: AccountDesk): void
}

/**
 * Runs one account until `signal` aborts: its rounds, each starting from what is stored, so that the first of
 * each finds whatever happened while nobody looked. Returns when nothing of the account is on its way any more.
 * Throws VENUE_UNREACHABLE, having sent nothing, when the venue does not tell its time.
 */
export async function runAccount(
  house: RunnerHouse,
  run: AccountRun,
  signal: AbortSignal,
): Promise<void> {
  // A request's time is the venue's: nothing is signed before we know it.
  await run.venue.measureClock()
  const desk = await openDesk(house, run)
  run.onOpen(desk)
  await Promise.all(roundsOf(desk, signal))
  await desk.inFlight.settled()
}

async function openDesk(
  house: RunnerHouse,
  { row, lease, venue, accountsAtVenue }: AccountRun,
): Promise<AccountDesk> {
  const { accountId, organizationId, clientId } = row
  const { clock, dice, mayTradeLive } = house
  const { db, orderPath } = house.withOrganization(organizationId)
  const account = { organizationId, clientId, accountId }
  const log = house.log.child({ accountId })
  const openedAt = await orderPath.readCursor(accountId, OPENED_AT_CURSOR)
  return openAccountDesk({
    ctx: { account, orderPath, venue, clock, dice, log },
    db,
    row,
    lease,
    mayTradeLive,
    accountsAtVenue,
    historyFrom: openedAt === null ? row.createdAt : unixMsOf(Number(openedAt)),
    instruments: await db.read((tx) => readInstruments(tx, { venueId: row.venueId })),
  })
}

function roundsOf(desk: AccountDesk, signal: AbortSignal): readonly Promise<void>[] {
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
  return [
    followAccount(desk, signal),
    round('doubts', DOUBTS_EVERY_MS, desk.doubtsDue, () => resolveDoubts(desk)),
    round('orders', ORDERS_EVERY_MS, desk.ordersDue, () => sendOrders(desk, signal)),
    round('cancels', ORDERS_EVERY_MS, desk.cancelsDue, () => sendCancels(desk)),
    round('fills', POLL_EVERY_MS, desk.fillsDue, (n) => pollFills(desk, n)),
    round(
      'proof',
      () => proveEveryMs(desk),
      desk.proofDue,
      (n) => proveBooks(desk, { run: n, signal }),
    ),
  ]
}
