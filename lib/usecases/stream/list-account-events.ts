import { readAccountEvents, type StoredEvent } from '#store/read-account-events.ts'
import type { Scope } from '#store/transaction.ts'
import type { PublicContext } from '#usecases/public-context.ts'

export type { StoredEvent }

/** The events of an account after a number, in order, as far as `limit`. */
export function listAccountEvents(
  { database }: Pick<PublicContext, 'database'>,
  { scope, ...wanted }: { scope: Scope; accountId: string; afterSeq: number; limit: number },
): Promise<readonly StoredEvent[]> {
  return database.scoped(scope).read((tx) => readAccountEvents(tx, wanted))
}
