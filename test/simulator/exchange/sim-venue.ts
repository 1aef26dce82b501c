import { AppError } from '#api/app-error.ts'
import type { InstrumentId, VenueId } from '#core/market/instrument.ts'
import { zeroAmount } from '#core/money/money.ts'
import type {
  CancelOutcome,
  PlaceOutcome,
  Venue,
  VenueAccountListener,
  VenueBalance,
  VenueCapabilities,
  VenueFillPage,
  VenueFillQuery,
  VenueNewOrder,
  VenueOrder,
  VenueOrderRef,
} from '#ports/venue.ts'
import type { Reply } from '../kernel/world.ts'
import { Gate } from './gate.ts'
import { orderAsOf } from './sim-exchange.ts'
import { openStream } from './sim-stream.ts'
import type { VenueConnection } from './venue-connection.ts'

/** As our HTTP client gives up. */
const REQUEST_TIMEOUT_MS = 10_000
const TRIP_MS = { least: 1, most: 80 }
const ENGINE_MS = { least: 1, most: 20 }
/** A request may be under way for so long before it arrives. */
const LATE_MS = 40_000
/** So many fills a page: several pages even in a short run. */
const FILLS_PER_PAGE = 3
const CLOCK_SAMPLES = 3

/** A process's way to the simulated exchange: slow, lossy, and sometimes telling what was true a while ago. */
export class SimVenue implements Venue {
  readonly venueId: VenueId
  readonly capabilities: VenueCapabilities
  readonly #at: VenueConnection
  readonly #gate: Gate
  #clockOffsetMs: number | null = null

  constructor(connection: VenueConnection) {
    this.venueId = connection.venueId
    this.capabilities = connection.capabilities
    this.#at = connection
    this.#gate = new Gate(connection)
  }

  clockOffsetMs(): number | null {
    return this.#clockOffsetMs
  }

  /** As the real client does: the sample with the shortest way there and back. */
  async measureClock(samples = CLOCK_SAMPLES): Promise<number> {
    const { clock } = this.#at
    let best = { offsetMs: 0, roundTripMs: Number.POSITIVE_INFINITY }
    for (let sample = 0; sample < samples; sample++) {
      const startedAt = clock.monotonic()
      const venueNow = await this.#read('time', () => this.#gate.venueTime())
      const roundTripMs = clock.monotonic() - startedAt
      const offsetMs = Math.round(venueNow + roundTripMs / 2 - clock.now())
      if (roundTripMs < best.roundTripMs) best = { offsetMs, roundTripMs }
    }
    this.#clockOffsetMs = best.offsetMs
    return best.offsetMs
  }

  async placeOrder(order: VenueNewOrder): Promise<PlaceOutcome> {
    const { world, onSent } = this.#at
    const timestamp = order.claimedAt + (this.#clockOffsetMs ?? 0)
    const window = order.validUntil - order.claimedAt
    try {
      return await this.#request<PlaceOutcome>(
        'place',
        (answer) => {
          const refusal = this.#gate.refusalOf(timestamp, window)
          if (refusal !== null) return answer(refused(refusal))
          const admittedAt = world.now
          world.after(this.#engineMs(), () => answer(this.#gate.place(order, admittedAt)))
        },
        { onSent: () => onSent?.(order), arrivesBy: this.#gate.lastChance(timestamp, window) },
      )
    } catch (cause) {
      return { kind: 'unknown', cause }
    }
  }

  async cancelOrder(ref: VenueOrderRef): Promise<CancelOutcome> {
    const { world, exchange } = this.#at
    try {
      return await this.#request<CancelOutcome>('cancel', (answer) => {
        world.after(this.#engineMs(), () => {
          const found = exchange.find(ref)
          const canceled = found === null ? null : exchange.close(found, 'CANCELED')
          answer(
            canceled === null
              ? { kind: 'notOpen', message: { code: -2011 } }
              : { kind: 'canceled', order: canceled },
          )
        })
      })
    } catch (cause) {
      return { kind: 'unknown', cause }
    }
  }

  async fetchOrder(ref: VenueOrderRef): Promise<VenueOrder | { readonly kind: 'notFound' }> {
    const askedAt = this.#at.world.now
    const found = await this.#read('order', (asOf) => {
      const known = this.#at.exchange.find(ref)
      return known === null ? null : orderAsOf(known, asOf)
    })
    if (found !== null) return found
    if (ref.clientOrderId !== null) this.#at.onNotFound?.(ref.clientOrderId, 'order', askedAt)
    return { kind: 'notFound' }
  }

  async fetchOpenOrders(instrumentIds?: readonly InstrumentId[]): Promise<readonly VenueOrder[]> {
    const askedAt = this.#at.world.now
    const open = await this.#read('open-orders', (asOf) =>
      this.#at.exchange
        .openOrders(asOf)
        .filter(({ instrumentId }) => instrumentIds?.includes(instrumentId) ?? true),
    )
    if (instrumentIds === undefined) this.#at.onNotFound?.('', 'openOrders', askedAt)
    return open
  }

  fetchFills({ instrumentId, after, since }: VenueFillQuery): Promise<VenueFillPage> {
    return this.#read('fills', (asOf) => {
      const fills = this.#at.exchange
        .fillsAsOf(asOf)
        .filter((fill) => fill.instrumentId === instrumentId)
        .filter(({ venueTradeId, venueAt }) =>
          after === null ? venueAt >= since : Number(venueTradeId) > Number(after),
        )
      return { fills: fills.slice(0, FILLS_PER_PAGE), hasMore: fills.length > FILLS_PER_PAGE }
    })
  }

  fetchBalances(): Promise<readonly VenueBalance[]> {
    return this.#read('balances', (asOf) =>
      [...this.#at.exchange.balancesAsOf(asOf)].map(([asset, free]) => ({
        asset,
        free,
        locked: zeroAmount,
      })),
    )
  }

  fetchTransfers(): Promise<readonly never[]> {
    return this.#read('transfers', () => [])
  }

  async fetchPermissions() {
    return { canTrade: true, canWithdraw: false, isIpRestricted: true, message: null }
  }

  watchAccount(listener: VenueAccountListener, signal: AbortSignal): Promise<void> {
    return openStream(this.#at, listener, signal)
  }

  async close(): Promise<void> {}

  /** A read shows the exchange as it was up to its read lag ago. */
  #read<T>(label: string, find: (asOf: number) => T): Promise<T> {
    const { world } = this.#at
    const { faults } = world
    return this.#request<T>(label, (answer) => {
      const lagMs = faults.happens('readLag') ? faults.delayUpTo(this.capabilities.readLagMs) : 0
      answer(find(world.now - lagMs))
    })
  }

  /** Sends, lets `arrive` act at the venue and answer, and brings the answer back: or neither, or late. */
  #request<T>(
    label: string,
    arrive: (answer: (value: T) => void) => void,
    { onSent, arrivesBy }: { readonly onSent?: () => void; readonly arrivesBy?: number } = {},
  ): Promise<T> {
    const { world, process } = this.#at
    return world.call<T>(process, `venue:${label}`, (reply) => {
      onSent?.()
      const timer = world.after(REQUEST_TIMEOUT_MS, () => reply.reject(unreachable()))
      const answered: Reply<T> = {
        ...reply,
        resolve: (value) => {
          timer.run = null
          reply.resolve(value)
        },
      }
      if (world.faults.happens('requestLost')) return world.note(`${process.name} ${label} lost`)
      world.after(this.#wayThere(arrivesBy), () =>
        arrive((value) => this.#bringBack(label, value, answered)),
      )
    })
  }

  #bringBack<T>(label: string, value: T, reply: Reply<T>): void {
    const { world, process } = this.#at
    if (world.faults.happens('responseLost')) world.note(`${process.name} ${label} unheard`)
    else world.after(this.#tripMs('responseLate'), () => reply.resolve(value))
  }

  /** An order's request that is late arrives when the venue is about to refuse it. */
  #wayThere(arrivesBy: number | undefined): number {
    const { dice, faults, now } = this.#at.world
    if (arrivesBy !== undefined && faults.happens('placeLate')) {
      return Math.max(TRIP_MS.least, arrivesBy - now - dice.between(0, 50))
    }
    return this.#tripMs('requestLate')
  }

  #tripMs(fault: 'requestLate' | 'responseLate'): number {
    const { dice, faults } = this.#at.world
    if (faults.happens(fault)) return faults.delayUpTo(LATE_MS)
    return dice.between(TRIP_MS.least, TRIP_MS.most)
  }

  #engineMs(): number {
    const { dice, faults } = this.#at.world
    if (faults.happens('engineSlow')) return faults.delayUpTo(this.capabilities.engineTimeoutMs)
    return dice.between(ENGINE_MS.least, ENGINE_MS.most)
  }
}

function refused(reason: string): PlaceOutcome {
  return { kind: 'refused', reason, message: { msg: reason } }
}

function unreachable(): AppError {
  return new AppError('VENUE_UNREACHABLE', { public: 'The venue did not answer in time.' })
}
