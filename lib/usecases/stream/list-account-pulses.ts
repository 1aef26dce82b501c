import { type AccountPulse, readAccountPulses } from '#store/read-account-pulses.ts'
import type { PublicContext } from '#usecases/public-context.ts'

export type { AccountPulse } from '#store/read-account-pulses.ts'

/** The signs of life of accounts that the caller has shown to somebody who may see them. */
export function listAccountPulses(
  { database }: Pick<PublicContext, 'database'>,
  accountIds: readonly string[],
): Promise<AccountPulse[]> {
  return database.unscoped((tx) => readAccountPulses(tx, accountIds))
}
