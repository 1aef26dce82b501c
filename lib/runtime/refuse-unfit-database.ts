import type { Clock } from '#ports/clock.ts'
import type { Log } from '#ports/log.ts'
import type { Database } from '#store/database.ts'
import { proveDatabase, UnfitDatabase } from '#store/prove-database.ts'

const ASK_AGAIN_MS = 1_000

/**
 * Resolves once the database was proven to keep what it must; one that is away is asked again until it is back.
 * Throws UnfitDatabase, upon which the process must not start. A test's database may forget with its test.
 */
export async function refuseUnfitDatabase(
  house: { readonly database: Database; readonly clock: Clock; readonly log: Log },
  { NODE_ENV }: { readonly NODE_ENV: string },
): Promise<void> {
  for (;;) {
    try {
      return await proveDatabase(house.database, { mayForget: NODE_ENV === 'test' })
    } catch (error) {
      if (error instanceof UnfitDatabase) throw error
      house.log.warn({ err: error }, 'the database cannot be asked what it promises')
    }
    await house.clock.sleep(ASK_AGAIN_MS)
  }
}
