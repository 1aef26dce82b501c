import { HOUR_MS } from '#core/time/time.ts'
import type { RunnerHouse } from '#runtime/runner-context.ts'
import { deleteExpiredIdempotencyKeys } from '#store/idempotency-keys.ts'
import { listOrganizationIds } from '#store/organizations.ts'

export const FORGET_EVERY_MS = HOUR_MS

/** One round over the firms: forgets what was kept for a time that is over. Safe to repeat. */
export async function forgetExpired(
  house: Pick<RunnerHouse, 'database' | 'clock' | 'withOrganization'>,
): Promise<void> {
  for (const organizationId of await listOrganizationIds(house.database.pool)) {
    const { db } = house.withOrganization(organizationId)
    await db.write((tx) => deleteExpiredIdempotencyKeys(tx, house.clock.now()))
  }
}
