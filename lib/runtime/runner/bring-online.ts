import type { RunnerHouse } from '#runtime/runner-context.ts'
import type { RunnableAccount } from '#store/runnable-accounts.ts'
import { type BroughtUp, bringUpAccount } from '#usecases/accounts/bring-up-account.ts'

/** Brings an account to its venue with what the house has. Throws VENUE_UNREACHABLE: try again later. */
export function bringOnline(
  house: RunnerHouse,
  { accountId, organizationId }: RunnableAccount,
): Promise<BroughtUp> {
  const { db } = house.withOrganization(organizationId)
  return bringUpAccount(
    {
      ...house,
      db,
      log: house.log.child({ accountId }),
      openVenue: ({ venueId, mode }, { apiKey, apiSecret }) =>
        house.venues.openVenue({ venueId, mode, key: { apiKey, apiSecret } }),
    },
    accountId,
  )
}
