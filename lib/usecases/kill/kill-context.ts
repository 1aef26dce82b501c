import type { Instrument } from '#core/market/instrument.ts'
import type { ScopedDatabase } from '#store/database.ts'
import type { KillFound, KillWork } from '#store/kill-work.ts'
import type { AccountContext } from '#usecases/account-context.ts'

/** What carrying out the kill switch at one account needs. */
export type KillContext = AccountContext & {
  readonly db: ScopedDatabase
  /** All that the venue lists. */
  readonly instruments: readonly Instrument[]
}

/** What one look adds to what was known of an account. */
export type KillStep = (ctx: KillContext, work: KillWork, found: KillFound) => Promise<KillFound>
