import type { UnixMs } from '#core/time/time.ts'
import { upsertMembership } from '#store/memberships.ts'
import { insertOrganization } from '#store/organizations.ts'
import type { Tx } from '#store/transaction.ts'
import { insertUser } from '#store/users.ts'

export type NewOrganization = {
  readonly organizationId: string
  readonly name: string
  readonly admin: {
    readonly userId: string
    readonly membershipId: string
    readonly email: string
    readonly name: string
    readonly passwordHash: string
  }
  readonly now: UnixMs
}

/** Makes a firm with its first administrator. False when somebody of that e-mail address exists already. */
export async function foundOrganization(tx: Tx, firm: NewOrganization): Promise<boolean> {
  const { organizationId, admin, now } = firm
  await insertOrganization(tx, { id: organizationId, name: firm.name, now })
  const { userId, membershipId, ...person } = admin
  const isNew = await insertUser(tx, { ...person, id: userId, now })
  if (!isNew) return false
  await upsertMembership(tx, {
    id: membershipId,
    organizationId,
    userId,
    role: 'ADMIN',
    clientId: null,
    now,
  })
  return true
}
