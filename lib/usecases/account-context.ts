import type { Clock } from '#ports/clock.ts'
import type { Dice } from '#ports/dice.ts'
import type { Log } from '#ports/log.ts'
import type { AccountRef, OrderPathStore } from '#ports/order-path-store.ts'
import type { Venue } from '#ports/venue.ts'

/** Everything a runner's use case on one account may depend on, bound to that account and its venue. */
export type AccountContext = {
  readonly account: AccountRef
  readonly orderPath: OrderPathStore
  readonly venue: Venue
  readonly clock: Clock
  readonly dice: Dice
  readonly log: Log
}
