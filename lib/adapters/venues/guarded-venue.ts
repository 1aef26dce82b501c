import { bulkhead } from 'cockatiel'
import { AppError } from '#api/app-error.ts'
import { MINUTE_MS } from '#core/time/time.ts'
import type { Clock } from '#ports/clock.ts'
import type {
  CancelOutcome,
  PlaceOutcome,
  Venue,
  VenueAccountListener,
  VenueFillQuery,
  VenueNewOrder,
  VenueOrderRef,
} from '#ports/venue.ts'
import { Circuits, isBroken } from './venue-circuits.ts'

/** So many reads of one account are on their way at once; the others wait for their turn. */
export const READS_IN_FLIGHT_MAX = 10
export const READS_WAITING_MAX = 1_000
/** From then on a venue's clock that could not be measured again is not known. */
export const CLOCK_UNKNOWN_AFTER_MS = 5 * MINUTE_MS
/** Why an order was refused that never left. */
export const CIRCUIT_OPEN = 'VENUE_CIRCUIT_OPEN'

/** A venue's clock as it was measured last, shared by all accounts there. `at` is monotonic. */
export type VenueClock = { offsetMs: number | null; at: number }

export function newVenueClock(): VenueClock {
  return { offsetMs: null, at: Number.NEGATIVE_INFINITY }
}

/**
 * A venue that is not asked while it does not answer. Reads, orders and cancels have a circuit each: whatever
 * happens to orders, cancels are tried for as long as they get through themselves.
 */
export class GuardedVenue implements Venue {
  readonly venueId: Venue['venueId']
  readonly capabilities: Venue['capabilities']
  readonly circuits: Circuits
  readonly #venue: Venue
  readonly #clock: Pick<Clock, 'monotonic'>
  readonly #measured: VenueClock
  readonly #turns = bulkhead(READS_IN_FLIGHT_MAX, READS_WAITING_MAX)

  constructor(
    venue: Venue,
    clock: Pick<Clock, 'now' | 'monotonic'>,
    measured: VenueClock = newVenueClock(),
  ) {
    this.#venue = venue
    this.#clock = clock
    this.#measured = measured
    this.venueId = venue.venueId
    this.capabilities = venue.capabilities
    this.circuits = new Circuits(() => venue.measureClock(), clock)
  }

  /** By whichever account at the venue measured it last; a measurement that is too old says nothing. */
  clockOffsetMs(): number | null {
    return this.clockAgeMs() > CLOCK_UNKNOWN_AFTER_MS ? null : this.#measured.offsetMs
  }

  clockAgeMs(): number {
    return this.#clock.monotonic() - this.#measured.at
  }

  async measureClock(samples?: number): Promise<number> {
    const offsetMs = await this.#read(() => this.#venue.measureClock(samples))
    this.#measured.offsetMs = offsetMs
    this.#measured.at = this.#clock.monotonic()
    return offsetMs
  }

  /** Half open is not closed: an order is no experiment. */
  async placeOrder(order: VenueNewOrder): Promise<PlaceOutcome> {
    if (this.circuits.state('place') !== 'closed') return REFUSED_UNSENT
    return this.circuits.run('place', () => this.#venue.placeOrder(order))
  }

  async cancelOrder(order: VenueOrderRef): Promise<CancelOutcome> {
    try {
      return await this.circuits.run('cancel', () => this.#venue.cancelOrder(order))
    } catch (cause) {
      if (isBroken(cause)) return { kind: 'unknown', cause }
      throw cause
    }
  }

  fetchOrder(order: VenueOrderRef) {
    return this.#read(() => this.#venue.fetchOrder(order))
  }

  fetchOpenOrders(instrumentIds?: Parameters<Venue['fetchOpenOrders']>[0]) {
    return this.#read(() => this.#venue.fetchOpenOrders(instrumentIds))
  }

  fetchFills(query: VenueFillQuery) {
    return this.#read(() => this.#venue.fetchFills(query))
  }

  fetchBalances() {
    return this.#read(() => this.#venue.fetchBalances())
  }

  fetchTransfers(query: Parameters<Venue['fetchTransfers']>[0]) {
    return this.#read(() => this.#venue.fetchTransfers(query))
  }

  fetchPermissions() {
    return this.#read(() => this.#venue.fetchPermissions())
  }

  watchAccount(listener: VenueAccountListener, signal: AbortSignal): Promise<void> {
    return this.#venue.watchAccount(listener, signal)
  }

  close(): Promise<void> {
    return this.#venue.close()
  }

  async #read<T>(read: () => Promise<T>): Promise<T> {
    try {
      return await this.#turns.execute(() => this.circuits.run('read', read))
    } catch (cause) {
      if (!isBroken(cause)) throw cause
      throw new AppError('VENUE_UNREACHABLE', {
        public: 'The venue did not answer lately and is asked again in a while.',
        cause,
      })
    }
  }
}

const REFUSED_UNSENT: PlaceOutcome = {
  kind: 'refused',
  reason: CIRCUIT_OPEN,
  message: { reason: 'the venue did not answer lately: nothing was sent' },
}
