import type { Clock } from '#ports/clock.ts'
import type { Dice } from '#ports/dice.ts'
import type { Log } from '#ports/log.ts'
import type { Passwords } from '#ports/passwords.ts'
import type { Database } from '#store/database.ts'

/** What a use case may depend on before anybody has signed in: no organization is known yet. */
export type PublicContext = {
  readonly database: Database
  readonly passwords: Passwords
  readonly clock: Clock
  readonly dice: Dice
  readonly log: Log
  readonly requestId: string
}
