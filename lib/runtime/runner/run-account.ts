import { unixMsOf } from '#core/time/time.ts'
import type { Lease } from '#ports/order-path-store.ts'
import type { Venue } from '#ports/venue.ts'
import type { RunnerHouse } from '#runtime/runner-context.ts'
import { readInstruments } from '#store/read-instruments.ts'
import { readRecoveringSince } from '#store/recovery.ts'
import type { RunnableAccount } from '#store/runnable-accounts.ts'
import { OPENED_AT_CURSOR } from '#usecases/accounts/open-books.ts'
import { doubtUnsent } from '#usecases/orders/doubt-unsent.ts'
import { type AccountDesk, openAccountDesk } from './account-desk.ts'
import { botRounds } from './bot-rounds.ts'
import { proveBooks } from './prove-books.ts'
import { startRounds } from './start-rounds.ts'
import { startWatches } from './start-watches.ts'

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
  await doubtWhatWasRestored(desk)
  run.onOpen(desk)
  const prove = (n: number) => proveBooks(desk, { run: n, signal })
  await Promise.all([
    ...startRounds(desk, signal, prove),
    ...startWatches(desk, signal),
    botRounds(house, desk, signal),
  ])
  await desk.inFlight.settled()
}

/** An account out of a backup: what looks unsent there may have been sent since. */
async function doubtWhatWasRestored({ ctx, db, lease }: AccountDesk): Promise<void> {
  const { accountId } = ctx.account
  const madeBefore = await db.read((tx) => readRecoveringSince(tx, accountId))
  if (madeBefore === null) return
  const doubted = await doubtUnsent(ctx, { lease, madeBefore })
  ctx.log.warn({ accountId, doubted }, 'an account recovers: it trades when its books are proven')
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
