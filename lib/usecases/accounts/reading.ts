import type { BreakFacts } from '#core/ledger/find-breaks.ts'
import type { UnixMs } from '#core/time/time.ts'
import type { VenueTransfer } from '#ports/venue.ts'
import type { ComparedBalances } from './compare-balances.ts'

/** What one run read from the venue. */
export type Reading = {
  readonly startedAt: UnixMs
  readonly clockOffsetMs: number
  readonly compared: ComparedBalances
  readonly orderStates: BreakFacts['orderStates']
  readonly transfers: readonly VenueTransfer[]
}
