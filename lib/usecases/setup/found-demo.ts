import type { Role } from '#core/access/permissions.ts'
import { assert } from '#core/assert.ts'
import type { UnixMs } from '#core/time/time.ts'
import { insertAccount } from '#store/accounts.ts'
import { insertClient } from '#store/clients.ts'
import { ensureVenue } from '#store/instruments.ts'
import { upsertMembership } from '#store/memberships.ts'
import type { Tx } from '#store/transaction.ts'
import { insertUser } from '#store/users.ts'
import { makeEffect } from '#usecases/make-effect.ts'
import type { PublicContext } from '#usecases/public-context.ts'
import { foundOrganization } from './found-organization.ts'
import { hasFirm } from './has-firm.ts'

/** The built-in exchange, at which paper accounts live. The runner learns the rest of it. */
const SIMULATED_VENUE = { id: 'sim', name: 'Simulated exchange', kind: 'simulated' } as const

export type DemoPerson = {
  readonly email: string
  readonly name: string
  readonly password: string
  readonly role: Role
  readonly clientId: string | null
}

/** Ids are told: whoever asks has written them down before, so that a crash in between loses nothing. */
export type Demo = {
  readonly name: string
  readonly clients: readonly {
    readonly id: string
    readonly name: string
    readonly accountName: string
  }[]
  /** The first one is an administrator. */
  readonly people: readonly DemoPerson[]
}

/** Makes a firm with clients, their paper accounts and its people, all or nothing. Nothing where there is a firm. */
export async function foundDemo(ctx: PublicContext, demo: Demo): Promise<void> {
  if (await hasFirm(ctx)) return
  const organizationId = ctx.dice.uuid()
  const people = await Promise.all(
    demo.people.map(async ({ password, ...person }) => ({
      ...person,
      userId: ctx.dice.uuid(),
      passwordHash: await ctx.passwords.hash(password),
    })),
  )
  const [admin, ...others] = people
  assert(admin?.role === 'ADMIN', 'the first person of a demo is an administrator')
  const effect = makeEffect({
    ...ctx,
    db: ctx.database.scoped({ organizationId, clientId: null }, ctx.log),
    actor: { kind: 'system', id: 'first-run', role: 'ADMIN', clientId: null },
  })
  await effect(
    {
      audit: () => ({
        action: 'organization.found',
        targetKind: 'organization',
        targetId: organizationId,
        data: { demo: true },
      }),
    },
    async (tx) => {
      const now = ctx.clock.now()
      const membershipId = ctx.dice.uuid()
      await foundOrganization(tx, {
        organizationId,
        name: demo.name,
        admin: { ...admin, membershipId },
        now,
      })
      await ensureVenue(tx, SIMULATED_VENUE)
      for (const [stripe, client] of demo.clients.entries()) {
        await addClient(ctx, tx, { organizationId, stripe, now, client })
      }
      for (const person of others) await addPerson(ctx, tx, { organizationId, now, person })
    },
  )
}

type DemoClient = {
  readonly organizationId: string
  readonly stripe: number
  readonly now: UnixMs
  readonly client: Demo['clients'][number]
}

async function addClient(
  { dice }: PublicContext,
  tx: Tx,
  { organizationId, stripe, now, client }: DemoClient,
): Promise<void> {
  await insertClient(tx, { id: client.id, organizationId, name: client.name, stripe, now })
  await insertAccount(tx, {
    id: dice.uuid(),
    organizationId,
    clientId: client.id,
    venueId: SIMULATED_VENUE.id,
    name: client.accountName,
    mode: 'paper',
    manualBookId: dice.uuid(),
    externalBookId: dice.uuid(),
    now,
  })
}

type DemoMember = {
  readonly organizationId: string
  readonly now: UnixMs
  readonly person: Omit<DemoPerson, 'password'> & {
    readonly userId: string
    readonly passwordHash: string
  }
}

async function addPerson(
  { dice }: PublicContext,
  tx: Tx,
  { organizationId, now, person }: DemoMember,
): Promise<void> {
  const { userId, role, clientId, ...named } = person
  await insertUser(tx, { ...named, id: userId, now })
  await upsertMembership(tx, { id: dice.uuid(), organizationId, userId, role, clientId, now })
}
