import { afterAll } from 'vitest'
import { openPromMeter } from '#adapters/metrics/prom-meter.ts'
import type { PublicChannel, PublicPayload } from '#api/stream.ts'
import type { Role } from '#core/access/permissions.ts'
import { unixMsOf } from '#core/time/time.ts'
import type { GatewayLimits } from '#gateway/gateway-limits.ts'
import { startGateway } from '#gateway/start-gateway.ts'
import type { FeedListener, MarketFeed } from '#ports/market-feed.ts'
import type { GatewayHouse } from '#runtime/gateway-context.ts'
import { systemClock } from '#runtime/system-clock.ts'
import { systemDice } from '#runtime/system-dice.ts'
import { listen } from '#store/notifications.ts'
import { insertSession, revokeSession } from '#store/sessions.ts'
import { insertStreamTicket } from '#store/stream-tickets.ts'
import { hashToken } from '#usecases/hash-token.ts'
import type { TestAccount, TestFirm } from './builders/firm.ts'
import { type OpenTestDatabase, openTestDatabase } from './builders/open-test-database.ts'
import { TEST_ORIGIN } from './gateway-client.ts'
import { silentLog } from './silent-log.ts'

export type TestPerson = {
  readonly userId: string
  readonly sessionId: string
  ticket(options?: { readonly expiresAt?: number }): Promise<string>
  signOut(): Promise<void>
}

const TICKET_MS = 30_000
const LISTENER_NAME = 'test-gateway-listener'

/** A feed in the test's hands. */
export class ScriptedFeed implements MarketFeed {
  readonly watched = new Map<PublicChannel, FeedListener>()
  /** Who hears whether the venue speaks at all. */
  venueListener: ((isSilent: boolean) => void) | null = null

  watch<Kind extends PublicChannel>(kind: Kind, _listing: unknown, listener: FeedListener<Kind>) {
    // Told apart by the kind under which it is kept.
    this.watched.set(kind, listener as unknown as FeedListener)
    return () => void this.watched.delete(kind)
  }

  watchSilence(onSilence: (isSilent: boolean) => void) {
    this.venueListener = onSilence
    onSilence(false)
    return () => {
      this.venueListener = null
    }
  }

  close(): void {}

  tell<Kind extends PublicChannel>(kind: Kind, data: PublicPayload<Kind>): void {
    this.watched.get(kind)?.onData(data)
  }

  silence(kind: PublicChannel, isSilent: boolean): void {
    this.watched.get(kind)?.onSilence(isSilent)
  }
}

/** A real database and any number of real gateways on it, all in this process. */
export async function openGatewayTest() {
  const test = await openTestDatabase()
  const feed = new ScriptedFeed()
  const parts = { clock: systemClock, dice: systemDice, log: silentLog }
  const house: GatewayHouse = {
    ...parts,
    meter: openPromMeter({ process: 'gateway', instance: 'test' }),
    database: test.database,
    feeds: new Map([['sim', feed]]),
    listen: (handlers) =>
      listen({ ...parts, ...handlers, url: test.clone.appUrl, applicationName: LISTENER_NAME }),
  }
  const stops: (() => Promise<void>)[] = []
  afterAll(() => Promise.all(stops.map((stop) => stop())))
  return {
    ...test,
    feed,
    async startGateway(limits: Partial<GatewayLimits> = {}) {
      const gateway = await startGateway({ house, port: 0, origins: [TEST_ORIGIN], limits })
      let stopping: Promise<void> | null = null
      const stop = () => {
        stopping ??= gateway.stop()
        return stopping
      }
      stops.push(stop)
      return { port: gateway.port, stop }
    },
    createPerson: (firm: TestFirm, role: Role, clientId: string | null = null) =>
      createPerson(test, firm, { role, clientId }),
    writeEvents: (account: TestAccount, count: number, options?: EventOptions) =>
      writeEvents(test, account, { count, ...options }),
    /** Kills the connections on which gateways listen. */
    cutListeners: () =>
      test.clone.appPool.query(
        'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1 AND datname = $2',
        [LISTENER_NAME, test.clone.name],
      ),
  }
}

type EventOptions = { readonly type?: string; readonly data?: Readonly<Record<string, unknown>> }

/** Writes events as every change of an account does: numbered by its row, in the same transaction. */
function writeEvents(
  { database }: OpenTestDatabase,
  account: TestAccount,
  { count, type = 'order', data = {} }: EventOptions & { readonly count: number },
): Promise<void> {
  const { organizationId, clientId, accountId } = account
  return database.scoped({ organizationId, clientId: null }).write(async (tx) => {
    await tx.query({
      text: `WITH owner AS (UPDATE account SET event_seq = event_seq + $2 WHERE id = $1 RETURNING event_seq)
        INSERT INTO account_event (account_id, seq, organization_id, client_id, type, at, version, data)
        SELECT $1, event_seq - $2 + n, $3, $4, $5, tb_now(), 1, $6
          FROM owner CROSS JOIN generate_series(1, $2::int) n`,
      values: [accountId, count, organizationId, clientId, type, JSON.stringify(data)],
    })
  })
}

async function createPerson(
  { clone, database }: OpenTestDatabase,
  { organizationId }: TestFirm,
  { role, clientId }: { readonly role: Role; readonly clientId: string | null },
): Promise<TestPerson> {
  const [userId, sessionId] = [systemDice.uuid(), systemDice.uuid()]
  await clone.ownerPool.query(
    `INSERT INTO "user" (id, email, name, password_hash, created_at)
     VALUES ($1::uuid, $1::text || '@desk.test', 'Person', '', now())`,
    [userId],
  )
  const firm = database.scoped({ organizationId, clientId: null })
  await firm.write(async (tx) => {
    await tx.query({
      text: `INSERT INTO membership (id, organization_id, user_id, role, client_id, created_at)
        VALUES ($1, $2, $3, $4, $5, now())`,
      values: [systemDice.uuid(), organizationId, userId, role, clientId],
    })
    await insertSession(tx, { id: sessionId, userId, now: systemClock.now(), userAgent: 'test' })
  })
  return {
    userId,
    sessionId,
    async ticket({ expiresAt = systemClock.now() + TICKET_MS } = {}) {
      const ticket = systemDice.secret(32)
      const pass = { organizationId, userId, sessionId, role, clientId }
      await firm.write((tx) =>
        insertStreamTicket(tx, {
          ...pass,
          tokenHash: hashToken(ticket),
          expiresAt: unixMsOf(expiresAt),
        }),
      )
      return ticket
    },
    signOut: () =>
      database.unscoped((tx) => revokeSession(tx, { id: sessionId, now: systemClock.now() })),
  }
}
