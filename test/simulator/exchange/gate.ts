import type { UnixMs } from '#core/time/time.ts'
import type { PlaceOutcome, VenueFill, VenueNewOrder } from '#ports/venue.ts'
import { trueTime } from '../kernel/sim-clock.ts'
import { latestOf } from './sim-exchange.ts'
import { tradeOn } from './trade-on.ts'
import type { VenueConnection } from './venue-connection.ts'

/** Binance takes a request whose time is at most so far ahead. */
const AHEAD_MS_MAX = 1_000
/** Just within what it tolerates, with room for the error of measuring its time. */
const BEHIND_MS = 900

/** The venue's front: it looks at a request's time before the engine sees it. */
export class Gate {
  readonly #at: Pick<VenueConnection, 'world' | 'exchange'>

  constructor(at: Pick<VenueConnection, 'world' | 'exchange'>) {
    this.#at = at
  }

  /** What the front takes for the time. */
  #frontTime(): number {
    return this.venueTime() - (this.#at.world.faults.has('venueBehind') ? BEHIND_MS : 0)
  }

  venueTime(): UnixMs {
    return trueTime(this.#at.world)
  }

  /** Why a request with this time is not taken now; null when it is. */
  refusalOf(timestamp: number, windowMs: number): string | null {
    const now = this.#frontTime()
    if (timestamp > now + AHEAD_MS_MAX) return '-1021 timestamp ahead of the server'
    return now - timestamp > windowMs ? '-1021 outside of the recvWindow' : null
  }

  /** The last simulated time at which a request is taken. */
  lastChance(timestamp: number, windowMs: number): number {
    return this.#at.world.now + (timestamp + windowMs - this.#frontTime())
  }

  place(order: VenueNewOrder, admittedAt: number): PlaceOutcome {
    const { world, exchange } = this.#at
    const placed = exchange.place(order, admittedAt)
    if ('refused' in placed) {
      return { kind: 'refused', reason: placed.refused, message: { msg: placed.refused } }
    }
    world.note(`the venue places ${order.clientOrderId} as ${latestOf(placed).venueOrderId}`)
    const fills: VenueFill[] = []
    tradeOn({ world, exchange }, placed, { timeInForce: order.timeInForce, fills })
    return { kind: 'accepted', order: latestOf(placed), fills }
  }
}
