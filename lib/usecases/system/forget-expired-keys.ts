import { deleteExpiredIdempotencyKeys } from '#store/idempotency-keys.ts'
import { listOrganizationIds } from '#store/organizations.ts'
import type { PublicContext } from '#usecases/public-context.ts'

/** Forgets, in every firm, the answers to idempotency keys whose time is over. Safe to repeat. */
export async function forgetExpiredKeys({
  database,
  clock,
}: Pick<PublicContext, 'database' | 'clock'>): Promise<void> {
  for (const organizationId of await listOrganizationIds(database.pool)) {
    await database
      .scoped({ organizationId, clientId: null })
      .write((tx) => deleteExpiredIdempotencyKeys(tx, clock.now()))
  }
}
