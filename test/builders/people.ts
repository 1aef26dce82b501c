import type { Role } from '#core/access/permissions.ts'
import { systemDice } from '#runtime/system-dice.ts'
import type { TestFirm } from './firm.ts'

/** Somebody of the firm; returns their id. */
export async function createPerson(
  firm: TestFirm,
  { name, role }: { readonly name: string; readonly role: Role },
): Promise<string> {
  const userId = systemDice.uuid()
  await firm.db.write(async (tx) => {
    await tx.query({
      text: `INSERT INTO "user" (id, email, name, password_hash, created_at)
        VALUES ($1::uuid, $1::text || '@example.test', $2, 'none', now())`,
      values: [userId, name],
    })
    await tx.query({
      text: `INSERT INTO membership (id, organization_id, user_id, role, created_at)
        VALUES ($1, $2, $3, $4, now())`,
      values: [systemDice.uuid(), firm.organizationId, userId, role],
    })
  })
  return userId
}
