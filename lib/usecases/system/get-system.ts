import type { BooksView } from '#api/codecs/proof.ts'
import type { SystemView } from '#api/codecs/report.ts'
import { SECOND_MS, type UnixMs } from '#core/time/time.ts'
import { readDatabaseState } from '#store/read-database-state.ts'
import { type Lease, readLeases } from '#store/read-leases.ts'
import { readMarketAges } from '#store/read-market-ages.ts'
import { type ProcessBeat, readProcesses } from '#store/read-processes.ts'
import { readSafety } from '#store/read-safety.ts'
import { booksNow } from '#usecases/books/books-now.ts'
import type { Context } from '#usecases/context.ts'
import packageJson from '../../../package.json' with { type: 'json' }
import { venueLinks } from './venue-links.ts'

/** Hearts beat every two seconds: three missed beats are noticed, this many seconds mean that it stopped. */
export const BEAT_LATE_MS = 6 * SECOND_MS
export const BEAT_LOST_MS = 15 * SECOND_MS

/** How the house itself is: processes, leases, the age of data, the database. */
export function getSystem(ctx: Pick<Context, 'db' | 'clock'>): Promise<SystemView> {
  return ctx.db.read(async (tx) => {
    const now = ctx.clock.now()
    const leases = new Map((await readLeases(tx)).map((lease) => [lease.accountId, lease]))
    const books = await booksNow(tx, {}, now)
    const beats = await readProcesses(tx)
    return {
      asOfAt: now,
      version: packageJson.version,
      processes: beats.map((beat) => ({ ...beat, state: stateOf(beat, now) })),
      accounts: books.map((account) => accountState(account, leases.get(account.accountId))),
      markets: await readMarketAges(tx),
      safety: await readSafety(tx),
      ...venueLinks(beats),
      database: await readDatabaseState(tx),
    }
  })
}

function stateOf({ beatAt }: ProcessBeat, now: UnixMs): SystemView['processes'][number]['state'] {
  const ageMs = now - beatAt
  if (ageMs <= BEAT_LATE_MS) return 'ok'
  return ageMs <= BEAT_LOST_MS ? 'degraded' : 'down'
}

function accountState(
  account: BooksView,
  lease: Lease | undefined,
): SystemView['accounts'][number] {
  const { accountId, accountName, clientName } = account
  return {
    accountId,
    accountName,
    clientName,
    leaseHolder: lease?.holder ?? null,
    leaseToken: lease?.token ?? null,
    leaseExpiresAt: lease?.expiresAt ?? null,
    reconciledAt: account.lastReadAt,
    booksState: account.state,
  }
}
