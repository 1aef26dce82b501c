import type { VenueId } from '#core/market/instrument.ts'
import type { Clock } from '#ports/clock.ts'
import type { VenueCapabilities, VenueNewOrder } from '#ports/venue.ts'
import type { SimProcess } from '../kernel/sim-process.ts'
import type { World } from '../kernel/world.ts'
import type { SimExchange } from './sim-exchange.ts'

/** What stands between a process and the simulated exchange. */
export type VenueConnection = {
  readonly world: World
  readonly exchange: SimExchange
  readonly process: SimProcess
  readonly clock: Clock
  readonly venueId: VenueId
  readonly capabilities: VenueCapabilities
  /** Told of what the venue heard and answered. */
  readonly onSent?: (order: VenueNewOrder) => void
  readonly onNotFound?: (
    clientOrderId: string,
    read: 'order' | 'openOrders',
    askedAt: number,
  ) => void
}
