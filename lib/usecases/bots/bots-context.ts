import type { Instrument, InstrumentId } from '#core/market/instrument.ts'
import type { ScopedDatabase } from '#store/database.ts'
import type { AccountContext } from '#usecases/account-context.ts'

export type BotsContext = Pick<AccountContext, 'account' | 'clock' | 'dice' | 'log'> & {
  readonly db: ScopedDatabase
  /** All that the venue lists. */
  readonly instruments: readonly Instrument[]
  /** Brings the candles of an instrument up to now; false while some are still missing. */
  fetchCandles(instrumentId: InstrumentId): Promise<boolean>
}
