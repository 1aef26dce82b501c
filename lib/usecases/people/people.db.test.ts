import { afterAll, expect, test } from 'vitest'
import { systemDice } from '#runtime/system-dice.ts'
import { createClient, createFirm } from '#test/builders/firm.ts'
import { testDatabase } from '#test/database.ts'
import { toldClock } from '#test/told-clock.ts'
import {
  memberContext,
  plainPasswords,
  signedIn,
  strangersContext,
  testWebHouse,
} from '#test/web-house.ts'
import { signIn } from '../sessions/sign-in.ts'
import { acceptInvite } from './accept-invite.ts'
import { createInvite, INVITE_LIFE_MS } from './create-invite.ts'
import { getInvite } from './get-invite.ts'
import { listInvites } from './list-invites.ts'
import { listPeople } from './list-people.ts'
import { revokeInvite } from './revoke-invite.ts'
import { updatePerson } from './update-person.ts'

const clone = await testDatabase()
const house = testWebHouse(clone)
afterAll(async () => {
  await house.database.close()
  await clone[Symbol.asyncDispose]()
})
const anybody = strangersContext(house)

/** A firm of its own with one administrator. */
async function arrange() {
  const firm = await createFirm(house.database)
  const { organizationId } = firm
  const admin = await signedIn(house, { organizationId, role: 'ADMIN' })
  const ctx = await memberContext(house, admin)
  return { firm, organizationId, admin, ctx }
}

const tokenIn = (url: string) => url.slice(url.lastIndexOf('/') + 1)
const anEmail = () => `${systemDice.uuid()}@example.test`
const joining = { name: 'New', password: 'a long password' }

test('a person comes in by their link, once, and signs in as what they were invited', async () => {
  const { firm, ctx } = await arrange()
  const clientId = await createClient(firm, 'Alder')
  const email = anEmail()
  const { url } = await createInvite(ctx, { email, role: 'VIEWER', clientId })
  const token = tokenIn(url)
  expect(await getInvite(anybody, { token })).toEqual({
    email,
    role: 'VIEWER',
    organizationName: 'Firm',
    clientName: 'Alder',
  })
  expect(await acceptInvite(anybody, { token, ...joining })).toEqual({ email })
  await expect(acceptInvite(anybody, { token, ...joining })).rejects.toMatchObject({ code: 'GONE' })
  const outcome = await signIn(anybody, { email, password: joining.password, userAgent: '' })
  expect(outcome.kind).toBe('signedIn')
  const { items } = await listPeople(ctx)
  expect(items.find((person) => person.email === email)).toMatchObject({
    role: 'VIEWER',
    clientId,
    isRevoked: false,
  })
})

test('two who open one link at the same moment: one comes in', async () => {
  const { ctx } = await arrange()
  const { url } = await createInvite(ctx, { email: anEmail(), role: 'TRADER', clientId: null })
  const tries = Array.from({ length: 5 }, () =>
    acceptInvite(anybody, { token: tokenIn(url), ...joining }),
  )
  const settled = await Promise.allSettled(tries)
  expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
})

test('a link that was taken back, is too old or never was says the same', async () => {
  const { ctx } = await arrange()
  const wish = { email: anEmail(), role: 'VIEWER', clientId: null } as const
  const revoked = await createInvite(ctx, wish)
  expect(await revokeInvite(ctx, { inviteId: revoked.invite.id })).toMatchObject({
    state: 'REVOKED',
  })
  const expired = await createInvite(ctx, wish)
  const clock = toldClock(house.clock.now() + INVITE_LIFE_MS)
  const messages = await Promise.all(
    [tokenIn(revoked.url), tokenIn(expired.url), 'made-up'].map((token) =>
      getInvite({ ...anybody, clock }, { token }).catch((error) => error.publicMessage),
    ),
  )
  expect(new Set(messages).size).toBe(1)
  const { items } = await listInvites({ ...ctx, clock })
  expect(items.map(({ state }) => state)).toEqual(['EXPIRED', 'REVOKED'])
})

test('the link’s token is nowhere in the database', async () => {
  const { ctx, organizationId } = await arrange()
  const wish = { email: anEmail(), role: 'VIEWER', clientId: null } as const
  const { url } = await createInvite(ctx, wish)
  const rows = await house.database
    .scoped({ organizationId, clientId: null })
    .read((tx) => tx.query({ text: 'SELECT to_jsonb(i)::text AS row FROM invite i' }))
  expect(JSON.stringify(rows)).not.toContain(tokenIn(url))
})

test('whoever signs in elsewhere already joins with the password they have', async () => {
  const [one, two] = [await arrange(), await arrange()]
  const { email } = one.admin
  const { url } = await createInvite(two.ctx, { email, role: 'TRADER', clientId: null })
  const token = tokenIn(url)
  await expect(acceptInvite(anybody, { token, ...joining })).rejects.toMatchObject({
    code: 'INVALID_CREDENTIALS',
  })
  await acceptInvite(anybody, { token, name: 'Same', password: 'correct horse' })
  const { items } = await listPeople(two.ctx)
  expect(items.map((person) => person.email)).toContain(email)
})

test.each([
  ['demoted', { role: 'TRADER' }],
  ['revoked', { isRevoked: true }],
] as const)('the last administrator cannot be %s', async (_what, change) => {
  const { admin, ctx } = await arrange()
  await expect(updatePerson(ctx, { userId: admin.userId, ...change })).rejects.toMatchObject({
    code: 'NOT_POSSIBLE_NOW',
  })
})

test('two administrators who revoke each other at once leave one', async () => {
  const { organizationId, admin, ctx } = await arrange()
  const second = await signedIn(house, { organizationId, role: 'ADMIN' })
  const secondCtx = await memberContext(house, second)
  const settled = await Promise.allSettled([
    updatePerson(ctx, { userId: second.userId, isRevoked: true }),
    updatePerson(secondCtx, { userId: admin.userId, isRevoked: true }),
  ])
  expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
})

test('a person whose role changes is signed out everywhere', async () => {
  const { organizationId, ctx } = await arrange()
  const trader = await signedIn(house, { organizationId, role: 'TRADER' })
  await updatePerson(ctx, { userId: trader.userId, role: 'VIEWER' })
  await expect(memberContext(house, trader)).rejects.toThrow('nobody')
})

test('only a viewer is bound to a client, and only to one of the firm’s', async () => {
  const { firm, ctx } = await arrange()
  const clientId = await createClient(firm)
  const email = anEmail()
  await expect(createInvite(ctx, { email, role: 'TRADER', clientId })).rejects.toMatchObject({
    code: 'INVALID_INPUT',
  })
  const elsewhere = await createClient((await arrange()).firm)
  const stranger = { email, role: 'VIEWER', clientId: elsewhere } as const
  await expect(createInvite(ctx, stranger)).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('who becomes a trader is bound to no client any more', async () => {
  const { firm, organizationId, ctx } = await arrange()
  const clientId = await createClient(firm)
  const viewer = await signedIn(house, { organizationId, role: 'VIEWER', clientId })
  const changed = await updatePerson(ctx, { userId: viewer.userId, role: 'TRADER' })
  expect(changed).toMatchObject({ role: 'TRADER', clientId: null })
})

test('a sign-in is refused in the same words for a wrong password, a stranger and the revoked', async () => {
  const { organizationId, ctx } = await arrange()
  const revoked = await signedIn(house, { organizationId, role: 'TRADER' })
  await updatePerson(ctx, { userId: revoked.userId, isRevoked: true })
  const tries = [
    { email: revoked.email, password: 'correct horse' },
    { email: (await arrange()).admin.email, password: 'wrong horse' },
    { email: anEmail(), password: 'correct horse' },
  ]
  for (const attempt of tries) {
    expect(await signIn(anybody, { ...attempt, userAgent: '' })).toEqual({ kind: 'refused' })
  }
})

test('for a stranger as much is computed as for a person', async () => {
  const asked: (string | null)[] = []
  const ctx = {
    ...anybody,
    passwords: {
      ...plainPasswords,
      verify: async (hash: string | null) => {
        asked.push(hash)
        return false
      },
    },
  }
  await signIn(ctx, { email: anEmail(), password: 'x', userAgent: '' })
  expect(asked).toEqual([null])
})

test('an e-mail address is the same in any case', async () => {
  const { admin } = await arrange()
  const shouted = { email: ` ${admin.email.toUpperCase()} `, password: 'correct horse' }
  expect((await signIn(anybody, { ...shouted, userAgent: '' })).kind).toBe('signedIn')
})
