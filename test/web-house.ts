import { resolve } from 'node:path'
import { openPromMeter } from '#adapters/metrics/prom-meter.ts'
import { safeFetch } from '#adapters/outside/safe-fetch.ts'
import { openChannelVault } from '#adapters/secrets/channel-vault.ts'
import type { Role } from '#core/access/permissions.ts'
import { createRateLimiter } from '#edge/rate-limiter.ts'
import { sealSessionToken, sessionCookieName } from '#edge/session-token.ts'
import { answerRequest } from '#http/answer-request.ts'
import {
  type RequestContext,
  requestContext,
  type VisitContext,
  visitContext,
} from '#http/request-context.ts'
import type { AnyRoute } from '#http/run-use-case.ts'
import { findVisitor } from '#http/session.ts'
import type { Passwords } from '#ports/passwords.ts'
import { readEnv, webEnv } from '#runtime/env.ts'
import { systemDice } from '#runtime/system-dice.ts'
import type { WebHouse } from '#runtime/web-context.ts'
import { openDatabase } from '#store/database.ts'
import { upsertMembership } from '#store/memberships.ts'
import { insertSession } from '#store/sessions.ts'
import { insertUser } from '#store/users.ts'
import type { TestDatabase } from './database.ts'
import { silentLog } from './silent-log.ts'
import { type ToldClock, toldClock } from './told-clock.ts'

export const ORIGIN = 'http://desk.test'
const KEY = 'k'.repeat(43)
/** Every name leads there; nothing is ever sent. */
const PUBLIC_HOST = { address: '93.184.215.14', family: 4 } as const
const NEVER = new AbortController().signal

export type TestWebHouse = WebHouse & { readonly clock: ToldClock }

/** Says of a password that it is one, without the price of a real one. */
export const plainPasswords: Passwords = {
  hash: async (password) => `plain:${password}`,
  verify: async (hash, password) => hash === `plain:${password}`,
}

/** What the web process has, on a test's database and with a clock that the test tells. */
export function testWebHouse(clone: TestDatabase): TestWebHouse {
  const clock = toldClock()
  const parts = { clock, dice: systemDice, log: silentLog }
  return {
    ...parts,
    root: resolve(import.meta.dirname, '..'),
    env: readEnv(webEnv, {
      DATABASE_URL: clone.appUrl,
      PUBLIC_ORIGIN: ORIGIN,
      NEXTAUTH_SECRET: KEY,
      CURSOR_KEY: KEY,
      NODE_ENV: 'test',
    }),
    database: openDatabase({
      ...parts,
      url: clone.appUrl,
      applicationName: 'web-test',
      connectionsMax: 8,
    }),
    passwords: plainPasswords,
    limiter: createRateLimiter(null),
    sealer: { seal: () => Buffer.from('sealed') },
    alerts: {
      outside: safeFetch({ allowed: new Set(), resolve: async () => [PUBLIC_HOST] }),
      vault: openChannelVault(KEY),
    },
    meter: openPromMeter({ process: 'web', instance: 'test' }),
    lifecycle: { phase: 'serving' },
  }
}

/** The context of somebody who has not signed in. */
export function strangersContext(house: WebHouse): VisitContext {
  return visitContext({ house, requestId: 'test-request', log: silentLog, signal: NEVER })
}

export type TestPerson = {
  readonly userId: string
  readonly email: string
  readonly sessionId: string
  readonly cookie: string
}

export type PersonWish = {
  readonly organizationId: string
  readonly role: Role
  readonly clientId?: string
}

/** Somebody of the firm, signed in. */
export async function signedIn(house: WebHouse, wish: PersonWish): Promise<TestPerson> {
  const [userId, sessionId] = [systemDice.uuid(), systemDice.uuid()]
  const email = `${userId}@example.test`
  const now = house.clock.now()
  const { organizationId, role, clientId = null } = wish
  await house.database.scoped({ organizationId, clientId: null }).write(async (tx) => {
    const passwordHash = await plainPasswords.hash('correct horse')
    await insertUser(tx, { id: userId, email, name: 'Somebody', passwordHash, now })
    const id = systemDice.uuid()
    await upsertMembership(tx, { id, organizationId, userId, role, clientId, now })
    await insertSession(tx, { id: sessionId, userId, now, userAgent: 'test' })
  })
  return { userId, email, sessionId, cookie: await cookieOf(house, sessionId) }
}

export async function cookieOf(house: WebHouse, sessionId: string): Promise<string> {
  const token = await sealSessionToken(sessionId, house.env.NEXTAUTH_SECRET)
  return `${sessionCookieName(house.env.PUBLIC_ORIGIN)}=${token}`
}

export type Ask = {
  readonly method?: string
  readonly path?: string
  readonly params?: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly cookie?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** Asks the web edge as a browser on one of the desk's own pages would. */
export function ask(house: WebHouse, routes: readonly AnyRoute[], wish: Ask): Promise<Response> {
  const { method = 'GET', path = '/', params = {}, body, cookie, headers = {} } = wish
  const request = new Request(new URL(path, ORIGIN), {
    method,
    headers: {
      'sec-fetch-site': 'same-origin',
      ...(cookie === undefined ? {} : { cookie }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  return answerRequest(house, routes, { request, params })
}

/** What the audit log says of one request. */
export function auditOf(
  house: WebHouse,
  { organizationId, requestId }: { readonly organizationId: string; readonly requestId: string },
): Promise<{ action: string; actorKind: string; actorId: string }[]> {
  return house.database.scoped({ organizationId, clientId: null }).read((tx) =>
    tx.query({
      text: `SELECT action, actor_kind AS "actorKind", actor_id AS "actorId" FROM audit_event
              WHERE request_id = $1 ORDER BY at, id`,
      values: [requestId],
    }),
  )
}

/** Makes this house the one that route files answer with. */
export function keepAsProcessHouse(house: WebHouse): void {
  Object.assign(globalThis, { [Symbol.for('truebook.web-house')]: house })
}

/** The context that the web edge would give this person's request. */
export async function memberContext(house: WebHouse, person: TestPerson): Promise<RequestContext> {
  const visitor = await findVisitor(house, person.cookie)
  if (visitor === null) throw new Error('expected somebody who is signed in, found nobody')
  const parts = { house, requestId: systemDice.uuid(), log: silentLog, signal: NEVER }
  return requestContext(parts, visitor, null)
}
