import { type EventHead, readEventHead } from '#store/read-account-events.ts'
import type { StreamPass } from '#store/take-stream-ticket.ts'
import type { PublicContext } from '#usecases/public-context.ts'

/** Where an account's events stand; null when the pass does not show the account, or there is none. */
export function findEventHead(
  { database }: Pick<PublicContext, 'database'>,
  pass: Pick<StreamPass, 'organizationId' | 'clientId'>,
  accountId: string,
): Promise<EventHead | null> {
  return database.scoped(pass).read((tx) => readEventHead(tx, accountId))
}
