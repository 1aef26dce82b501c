import type { RunnerHouse } from '#runtime/runner-context.ts'
import { readLeasedElsewhere } from '#store/leases.ts'
import type { RunnableAccount } from '#store/runnable-accounts.ts'

/** The accounts among these that no other runner holds now, by one read a firm. */
export async function freeAccounts(
  house: Pick<RunnerHouse, 'withOrganization'>,
  rows: readonly RunnableAccount[],
  holder: string,
): Promise<readonly RunnableAccount[]> {
  const byFirm = Map.groupBy(rows, ({ organizationId }) => organizationId)
  const free = await Promise.all(
    [...byFirm].map(async ([organizationId, own]) => {
      const accountIds = own.map(({ accountId }) => accountId)
      const taken = await house
        .withOrganization(organizationId)
        .db.read((tx) => readLeasedElsewhere(tx, { accountIds, holder }))
      return own.filter(({ accountId }) => !taken.has(accountId))
    }),
  )
  return free.flat()
}
