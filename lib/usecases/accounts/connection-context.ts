import type { Clock } from '#ports/clock.ts'
import type { Dice } from '#ports/dice.ts'
import type { Log } from '#ports/log.ts'
import type { Venue } from '#ports/venue.ts'
import type { KeyVault, PaperDesk, VenueSecret } from '#ports/venue-keys.ts'
import type { ConnectingAccount } from '#store/account-connection.ts'
import type { ScopedDatabase } from '#store/database.ts'

/** What the runner needs to bring an account to its venue. Bound to one organization. */
export type ConnectionContext = {
  readonly db: ScopedDatabase
  readonly clock: Clock
  readonly dice: Dice
  readonly log: Log
  readonly vault: KeyVault
  readonly paperDesk: Pick<PaperDesk, 'openAccount'>
  /** LIVE_TRADING=1: real money may be traded at all. */
  readonly mayTradeLive: boolean
  openVenue(
    account: Pick<ConnectingAccount, 'venueId' | 'mode'>,
    secret: VenueSecret,
  ): Promise<Venue>
}
