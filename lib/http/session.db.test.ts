import { afterAll, afterEach, expect, test, vi } from 'vitest'
import { SESSION_TOKEN_RENEW_SECONDS, SESSION_TOKEN_SECONDS } from '#edge/session-token.ts'
import { SESSION_ABSOLUTE_MS, SESSION_IDLE_MS } from '#store/sessions.ts'
import { createFirm } from '#test/builders/firm.ts'
import { testDatabase } from '#test/database.ts'
import { type ToldClock, toldClock } from '#test/told-clock.ts'
import { cookieOf, signedIn, testWebHouse } from '#test/web-house.ts'
import { findVisitor } from './session.ts'

const clone = await testDatabase()
const base = testWebHouse(clone)
afterAll(async () => {
  await base.database.close()
  await clone[Symbol.asyncDispose]()
})
afterEach(() => vi.useRealTimers())
const { organizationId } = await createFirm(base.database)

/** A house with a clock of its own, and somebody signed in. */
async function arrange() {
  vi.useFakeTimers({ toFake: ['Date'] })
  const house = { ...base, clock: toldClock() }
  const person = await signedIn(house, { organizationId, role: 'TRADER' })
  return { house, person, visit: () => findVisitor(house, person.cookie) }
}

test('a session says who it is, for which firm and as what', async () => {
  const { person, visit } = await arrange()
  expect(await visit()).toMatchObject({
    id: person.sessionId,
    userId: person.userId,
    organizationId,
    role: 'TRADER',
    clientId: null,
    shouldRenew: false,
  })
})

test.each([
  ['its session is revoked', 'UPDATE session SET revoked_at = now() WHERE user_id = $1'],
  ['its person is disabled', 'UPDATE "user" SET disabled_at = now() WHERE id = $1'],
])('a cookie is nobody’s at the next request after %s', async (_what, statement) => {
  const { person, visit } = await arrange()
  expect(await visit()).not.toBeNull()
  await clone.ownerPool.query(statement, [person.userId])
  expect(await visit()).toBeNull()
})

test('a cookie is nobody’s at the next request after its person left the firm', async () => {
  const { house, person, visit } = await arrange()
  expect(await visit()).not.toBeNull()
  await house.database.scoped({ organizationId, clientId: null }).write((tx) =>
    tx.query({
      text: 'UPDATE membership SET revoked_at = now() WHERE user_id = $1',
      values: [person.userId],
    }),
  )
  expect(await visit()).toBeNull()
})

/** Lets time pass for the cookie, which the machine's clock stamps, as for the session. */
function pass(house: { readonly clock: ToldClock }, ms: number): void {
  house.clock.advance(ms)
  vi.setSystemTime(house.clock.now())
}

const RENEW_MS = SESSION_TOKEN_RENEW_SECONDS * 1000 + 1_000

test('a cookie is renewed while it is used, and its session lives on until half a day is over', async () => {
  const { house, person } = await arrange()
  let { cookie } = person
  const endsAt = house.clock.now() + SESSION_ABSOLUTE_MS
  for (; house.clock.now() + RENEW_MS < endsAt; pass(house, RENEW_MS)) {
    const visitor = await findVisitor(house, cookie)
    expect(visitor).not.toBeNull()
    if (visitor?.shouldRenew) cookie = await cookieOf(house, visitor.id)
  }
  pass(house, RENEW_MS)
  expect(await findVisitor(house, await cookieOf(house, person.sessionId))).toBeNull()
})

test('a cookie that nobody renewed is worth nothing after a quarter of an hour', async () => {
  const { house, visit } = await arrange()
  // The token's own time counts whole seconds.
  pass(house, SESSION_TOKEN_SECONDS * 1000 - 1_000)
  expect(await visit()).not.toBeNull()
  pass(house, 1_001)
  expect(await visit()).toBeNull()
})

test('a session that idles for half an hour ends, also for a fresh cookie', async () => {
  const { house, person } = await arrange()
  pass(house, SESSION_IDLE_MS)
  expect(await findVisitor(house, await cookieOf(house, person.sessionId))).toBeNull()
})

test('a cookie of another name, another secret or none at all is nobody’s', async () => {
  const { house, person } = await arrange()
  const elsewhere = { ...house, env: { ...house.env, NEXTAUTH_SECRET: 'z'.repeat(43) } }
  const forged = await cookieOf(elsewhere, person.sessionId)
  const renamed = person.cookie.replace('truebook-session', 'session')
  for (const cookies of [null, '', renamed, forged]) {
    expect(await findVisitor(house, cookies)).toBeNull()
  }
})
