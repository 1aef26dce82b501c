import { AppError } from '#api/app-error.ts'
import type { InstrumentId } from '#core/market/instrument.ts'
import type { UnixMs } from '#core/time/time.ts'
import type { Clock } from '#ports/clock.ts'
import type {
  CancelOutcome,
  PlaceOutcome,
  Venue,
  VenueAccountListener,
  VenueBalance,
  VenueFillPage,
  VenueFillQuery,
  VenueOrder,
  VenueOrderRef,
  VenuePermissions,
  VenueTransfer,
} from '#ports/venue.ts'
import type { VenueSheet } from './capabilities.ts'
import type { VenueHttp } from './http.ts'
import { askPermissions, parsePermissions } from './key-permissions.ts'
import { parseBalances, parseFill, parseOrder, parseTime, type SymbolReader } from './parse.ts'
import { parseTransfer } from './parse-transfers.ts'
import { symbolOf, symbolReaderFor } from './symbols.ts'

/** Of the careful budget: a dozen reads a minute for the proof, and as many more for everything else. */
const READ_WEIGHT = 10
const FILLS_PAGE_SIZE = 100

type Options = {
  readonly http: VenueHttp
  readonly sheet: VenueSheet
  readonly clock: Clock
}

/**
 * One account at a venue that we read through ccxt's unified calls and never trade at: orders are refused here
 * before the first byte, cancels too.
 */
export class ReadOnlyVenue implements Venue {
  readonly venueId: Venue['venueId']
  readonly capabilities: Venue['capabilities']
  readonly #dialect: VenueSheet['dialect']
  readonly #http: VenueHttp
  readonly #clock: Clock
  readonly #instrumentOf: SymbolReader
  #clockOffsetMs: number | null = null

  constructor({ http, sheet, clock }: Options) {
    this.venueId = sheet.venueId
    this.capabilities = sheet.capabilities
    this.#dialect = sheet.dialect
    this.#http = http
    this.#clock = clock
    this.#instrumentOf = symbolReaderFor(sheet.venueId)
  }

  clockOffsetMs(): number | null {
    return this.#clockOffsetMs
  }

  async measureClock(): Promise<number> {
    const startedAt = this.#clock.monotonic()
    const venueNow = await this.#read('time', async () =>
      parseTime(await this.#http.client.fetchTime()),
    )
    const roundTripMs = this.#clock.monotonic() - startedAt
    this.#clockOffsetMs = Math.round(venueNow + roundTripMs / 2 - this.#clock.now())
    return this.#clockOffsetMs
  }

  async placeOrder(): Promise<PlaceOutcome> {
    return { kind: 'refused', reason: 'VENUE_READ_ONLY', message: null }
  }

  async cancelOrder(): Promise<CancelOutcome> {
    return { kind: 'unknown', cause: new Error('this venue is read-only') }
  }

  async fetchOrder(order: VenueOrderRef): Promise<VenueOrder | { readonly kind: 'notFound' }> {
    const { client } = this.#http
    const { venueOrderId } = order
    if (venueOrderId === null) throw this.#http.unreachable('fetch order', new Error('no order id'))
    return this.#read('order', async () =>
      parseOrder(
        await client.fetchOrder(venueOrderId, symbolOf(order.instrumentId)),
        this.#instrumentOf,
      ),
    )
  }

  async fetchOpenOrders(instrumentIds?: readonly InstrumentId[]): Promise<readonly VenueOrder[]> {
    return this.#read('open orders', async () => {
      const orders = await this.#http.client.fetchOpenOrders()
      return orders
        .map((order) => parseOrder(order, this.#instrumentOf))
        .filter(({ instrumentId }) => instrumentIds?.includes(instrumentId) ?? true)
    })
  }

  async fetchFills({ instrumentId, since }: VenueFillQuery): Promise<VenueFillPage> {
    return this.#read('fills', async () => {
      const symbol = symbolOf(instrumentId)
      const trades = await this.#http.client.fetchMyTrades(symbol, since, FILLS_PAGE_SIZE)
      const fills = trades.map((trade) => parseFill(trade, this.#instrumentOf))
      return {
        fills: fills.sort((a, b) => a.venueAt - b.venueAt),
        hasMore: fills.length === FILLS_PAGE_SIZE,
      }
    })
  }

  async fetchBalances(): Promise<readonly VenueBalance[]> {
    return this.#read('balances', async () => parseBalances(await this.#http.client.fetchBalance()))
  }

  async fetchTransfers(query: { readonly since: UnixMs }): Promise<readonly VenueTransfer[]> {
    const { client } = this.#http
    const deposits = await this.#read('deposits', () =>
      client.fetchDeposits(undefined, query.since),
    )
    const withdrawals = await this.#read('withdrawals', () =>
      client.fetchWithdrawals(undefined, query.since),
    )
    return [...deposits, ...withdrawals]
      .map(parseTransfer)
      .filter((transfer) => transfer !== null)
      .sort((a, b) => a.venueAt - b.venueAt)
  }

  /** Throws FORBIDDEN when the venue does not accept the key. */
  async fetchPermissions(): Promise<VenuePermissions> {
    const dialect = this.#dialect
    return this.#http.readWithKey({ weight: READ_WEIGHT, what: 'permissions' }, async () =>
      parsePermissions(dialect, await askPermissions(dialect, this.#http.client)),
    )
  }

  /** No stream: the polls tell what happened. */
  async watchAccount(listener: VenueAccountListener, signal: AbortSignal): Promise<void> {
    listener.onGap()
    if (signal.aborted) return
    await new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => resolve(), { once: true })
    })
  }

  async close(): Promise<void> {
    await this.#http.client.close()
  }

  async #read<T>(what: string, send: () => Promise<T>): Promise<T> {
    try {
      return await this.#http.read({ weight: READ_WEIGHT, what }, send)
    } catch (error) {
      if (error instanceof AppError) throw error
      throw this.#http.unreachable(what, error)
    }
  }
}
