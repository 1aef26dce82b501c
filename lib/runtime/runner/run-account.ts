import type { InstrumentId } from '#core/market/instrument.ts'
import { SECOND_MS, unixMsOf } from '#core/time/time.ts'
import type { Lease } from '#ports/order-path-store.ts'
import type { Venue } from '#ports/venue.ts'
import type { RunnerHouse } from '#runtime/runner-context.ts'
import { readInstruments } from '#store/read-instruments.ts'
import type { RunnableAccount } from '#store/runnable-accounts.ts'
import { OPENED_AT_CURSOR } from '#usecases/accounts/open-books.ts'
import { type AccountDesk, openAccountDesk } from './account-desk.ts'
import { Bell } from './bell.ts'
import { followAccount } from './follow-account.ts'
import { pollFills } from './poll-fills.ts'
import { repeat } from './repeat.ts'
import { DOUBTS_EVERY_MS, resolveDoubts } from './resolve-doubts.ts'
import { sendOrders } from './send-orders.ts'

/** Notifications bring new orders at once; this finds those whose notification was lost. */
export const ORDERS_EVERY_MS = 5 * SECOND_MS
export const POLL_EVERY_MS = 5 * SECOND_MS
export const CLOCK_EVERY_MS = 30 * SECOND_MS

export type AccountRun = {
  readonly row: RunnableAccount
  readonly lease: Lease
  readonly venue: Venue
  /** Told the desk once, so that notifications reach its bells. */
  onOpen(desk: AccountDesk): void
}

/**
 * Runs one account until `signal` aborts: first what may have happened while nobody looked, then its rounds,
 * each starting from what is stored. Whatever a kill leaves behind, the next start finds. Returns when nothing
 * of the account is on its way any more.
 */
export async function runAccount(
  house: RunnerHouse,
  { row, lease, venue, onOpen }: AccountRun,
  signal: AbortSignal,
): Promise<void> {
  const { accountId, organizationId, clientId } = row
  const log = house.log.child({ accountId })
  const { db, orderPath } = house.withOrganization(organizationId)
  const account = { organizationId, clientId, accountId }
  const ctx = { account, orderPath, venue, clock: house.clock, dice: house.dice, log }
  const openedAt = await orderPath.readCursor(accountId, OPENED_AT_CURSOR)
  const desk = openAccountDesk({
    ctx,
    row,
    lease,
    mayTradeLive: house.mayTradeLive,
    historySince: openedAt === null ? row.createdAt : unixMsOf(Number(openedAt)),
  })
  onOpen(desk)
  const instruments = await db.read((tx) => readInstruments(tx, { venueId: row.venueId }))
  const rounds = roundsOf(
    desk,
    instruments.map(({ id }) => id),
    signal,
  )
  await Promise.all(rounds)
  await desk.inFlight.settled()
}

function roundsOf(
  desk: AccountDesk,
  instrumentIds: readonly InstrumentId[],
  signal: AbortSignal,
): readonly Promise<void>[] {
  const { clock, log, venue } = desk.ctx
  const round = (name: string, everyMs: number, bell: Bell, work: () => Promise<void>) =>
    repeat({ name, everyMs, bell, signal, clock, log }, work)
  let polls = 0
  return [
    round('doubts', DOUBTS_EVERY_MS, desk.doubtsDue, () => resolveDoubts(desk)),
    round('fills', POLL_EVERY_MS, desk.fillsDue, () => {
      polls += 1
      return pollFills(desk, { instrumentIds, number: polls })
    }),
    round('orders', ORDERS_EVERY_MS, desk.ordersDue, () => sendOrders(desk, signal)),
    round('clock', CLOCK_EVERY_MS, new Bell(clock), async () => {
      await venue.measureClock()
    }),
    followAccount(desk, signal),
  ]
}
