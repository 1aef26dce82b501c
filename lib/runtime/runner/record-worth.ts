import { MINUTE_MS } from '#core/time/time.ts'
import type { RunnerHouse } from '#runtime/runner-context.ts'
import { listOrganizationIds } from '#store/organizations.ts'
import { recordEquity } from '#usecases/performance/record-equity.ts'

export const RECORD_WORTH_EVERY_MS = MINUTE_MS

/** One round over the firms: writes down what each account is worth this minute. Safe to repeat. */
export async function recordWorth(
  house: Pick<RunnerHouse, 'database' | 'clock' | 'withOrganization'>,
): Promise<void> {
  for (const organizationId of await listOrganizationIds(house.database.pool)) {
    const { db } = house.withOrganization(organizationId)
    await recordEquity({ db, clock: house.clock })
  }
}
