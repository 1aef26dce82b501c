import { afterAll } from 'vitest'
import type { UnixMs } from '#core/time/time.ts'
import type { Clock } from '#ports/clock.ts'
import type { Log } from '#ports/log.ts'
import { systemClock } from '#runtime/system-clock.ts'
import { systemDice } from '#runtime/system-dice.ts'
import { type Database, openDatabase } from '#store/database.ts'
import { type TestDatabase, testDatabase } from '#test/database.ts'
import { silentLog } from '#test/silent-log.ts'

export type OpenTestDatabase = { readonly clone: TestDatabase; readonly database: Database }

/** A database of the test file's own, opened as production opens it, closed and dropped after its tests. */
export async function openTestDatabase(
  options: { readonly connectionsMax?: number; readonly log?: Log } = {},
): Promise<OpenTestDatabase> {
  const clone = await testDatabase()
  const database = openDatabase({
    url: clone.appUrl,
    applicationName: 'test',
    connectionsMax: options.connectionsMax ?? 8,
    clock: systemClock,
    dice: systemDice,
    log: options.log ?? silentLog,
  })
  afterAll(async () => {
    await database.close()
    await clone[Symbol.asyncDispose]()
  })
  return { clone, database }
}

/** A clock that always says the same time. */
export function clockAt(now: UnixMs): Clock {
  return { ...systemClock, now: () => now }
}
