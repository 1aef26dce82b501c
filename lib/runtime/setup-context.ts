import { argon2Passwords } from '#adapters/passwords/argon2-passwords.ts'
import { openDatabase } from '#store/database.ts'
import type { PublicContext } from '#usecases/public-context.ts'
import { systemClock } from './system-clock.ts'
import { systemDice } from './system-dice.ts'
import { openLog } from './telemetry.ts'

const CONNECTIONS_MAX = 2

/** What the first set-up of a desk needs, for as long as `work` runs. */
export async function withSetupContext<Result>(
  databaseUrl: string,
  work: (ctx: PublicContext) => Promise<Result>,
): Promise<Result> {
  const log = openLog({ process: 'desk', level: 'warn' })
  const parts = { clock: systemClock, dice: systemDice, log }
  const database = openDatabase({
    ...parts,
    url: databaseUrl,
    applicationName: 'truebook-setup',
    connectionsMax: CONNECTIONS_MAX,
  })
  try {
    const passwords = argon2Passwords()
    return await work({ ...parts, database, passwords, requestId: systemDice.uuid() })
  } finally {
    await database.close()
  }
}
