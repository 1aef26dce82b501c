import type { InstrumentId, InstrumentParts } from '#core/market/instrument.ts'
import type { UnixMs } from '#core/time/time.ts'
import type { ScopedDatabase } from '#store/database.ts'
import type { AccountContext } from '#usecases/account-context.ts'
import type { StreamWitness } from './stream-witness.ts'

/** What proving an account's books needs. */
export type ReconcileContext = AccountContext & {
  readonly db: ScopedDatabase
  /** Everything that the venue lists: where somebody else may have traded. */
  readonly instruments: readonly (InstrumentParts & { readonly id: InstrumentId })[]
  /** From when on the venue's history is ours to book. */
  readonly historyFrom: UnixMs
  /** What the account's stream told twice; absent where nobody listens to it. */
  readonly witness: StreamWitness
}
