import { z } from 'zod'
import { AppError } from '#api/app-error.ts'
import type { InstrumentId } from '#core/market/instrument.ts'
import { SECOND_MS, type UnixMs } from '#core/time/time.ts'
import type { Clock } from '#ports/clock.ts'
import type { Log } from '#ports/log.ts'
import type {
  CancelOutcome,
  PlaceOutcome,
  Venue,
  VenueAccountListener,
  VenueFill,
  VenueFillPage,
  VenueFillQuery,
  VenueNewOrder,
  VenueOrder,
  VenueOrderRef,
  VenuePermissions,
  VenueTransfer,
} from '#ports/venue.ts'
import { followAccount } from './account-stream.ts'
import { binanceOrderParams } from './binance-order.ts'
import { WEIGHT } from './binance-weights.ts'
import type { VenueSheet } from './capabilities.ts'
import type { VenueHttp } from './http.ts'
import { askPermissions, parsePermissions } from './key-permissions.ts'
import { parseBalances, parseFill, parseOrder, parseTime, type SymbolReader } from './parse.ts'
import { parseDust, parseTransfer } from './parse-transfers.ts'
import { isUnknownOrder, provenRefusal } from './refusals.ts'
import { symbolOf, symbolReaderFor } from './symbols.ts'

/** A page of fills; Binance gives no more. */
export const FILLS_PAGE_SIZE = 1_000
/** Beyond this a venue's clock is wrong, or ours is: no new orders. */
export const CLOCK_OFFSET_MS_MAX = SECOND_MS
/** Binance stamps withdrawals in whole seconds. */
const TRANSFER_TIME_SLACK_MS = SECOND_MS
const CLOCK_SAMPLES = 3
/** An answer that took longer says less than what was measured before. */
const CLOCK_ROUND_TRIP_MS_MAX = SECOND_MS

export type CcxtVenueOptions = {
  readonly http: VenueHttp
  readonly sheet: VenueSheet
  readonly clock: Clock
  readonly log: Log
}

/** One account at a venue that speaks Binance Spot's dialect, through ccxt. */
export class BinanceVenue implements Venue {
  readonly venueId: Venue['venueId']
  readonly capabilities: Venue['capabilities']
  readonly #http: VenueHttp
  readonly #clock: Clock
  readonly #log: Log
  readonly #instrumentOf: SymbolReader
  #clockOffsetMs: number | null = null

  constructor({ http, sheet, clock, log }: CcxtVenueOptions) {
    this.venueId = sheet.venueId
    this.capabilities = sheet.capabilities
    this.#http = http
    this.#clock = clock
    this.#log = log
    this.#instrumentOf = symbolReaderFor(sheet.venueId)
  }

  clockOffsetMs(): number | null {
    return this.#clockOffsetMs
  }

  /** Takes the sample with the shortest way there and back: it bounds the error best. */
  async measureClock(samples = CLOCK_SAMPLES): Promise<number> {
    let best: { readonly offsetMs: number; readonly roundTripMs: number } | null = null
    for (let i = 0; i < samples; i++) {
      const startedAt = this.#clock.monotonic()
      const venueNow = await this.#read(WEIGHT.time, 'time', async () =>
        parseTime(await this.#client.fetchTime()),
      )
      const roundTripMs = this.#clock.monotonic() - startedAt
      const offsetMs = Math.round(venueNow + roundTripMs / 2 - this.#clock.now())
      if (best === null || roundTripMs < best.roundTripMs) best = { offsetMs, roundTripMs }
    }
    const isVague = best === null || best.roundTripMs > CLOCK_ROUND_TRIP_MS_MAX
    if (isVague && this.#clockOffsetMs !== null) return this.#clockOffsetMs
    const offsetMs = best?.offsetMs ?? 0
    this.#clockOffsetMs = offsetMs
    this.#client.options['timeDifference'] = -offsetMs
    return offsetMs
  }

  async placeOrder(order: VenueNewOrder): Promise<PlaceOutcome> {
    const obstacle = this.#obstacleTo(order)
    if (obstacle !== null) return { kind: 'refused', reason: obstacle, message: null }
    const market = this.#marketOf(order.instrumentId)
    const params = binanceOrderParams(order, {
      symbol: idOf(market),
      clockOffsetMs: this.#clockOffsetMs ?? 0,
    })
    const call = { purpose: 'order', weight: WEIGHT.placeOrder, what: 'place order' } as const
    try {
      const answer: RawOrder = await this.#http.call({ ...call, requestId: order.requestId }, () =>
        this.#client.privatePostOrder(params),
      )
      const placed = this.#parseOrder(answer, market)
      return { kind: 'accepted', order: placed, fills: this.#fillsIn(answer, placed, market) }
    } catch (cause) {
      const answer = this.#http.answerOf(cause)
      const reason = provenRefusal(cause, answer)
      return reason === null
        ? { kind: 'unknown', cause }
        : { kind: 'refused', reason, message: answer }
    }
  }

  async cancelOrder(order: VenueOrderRef): Promise<CancelOutcome> {
    const market = this.#marketOf(order.instrumentId)
    const call = { purpose: 'cancel', weight: WEIGHT.cancelOrder, what: 'cancel order' } as const
    try {
      const answer: RawOrder = await this.#http.call(call, () =>
        this.#client.privateDeleteOrder({ symbol: idOf(market), ...refParams(order) }),
      )
      return { kind: 'canceled', order: this.#parseOrder(answer, market) }
    } catch (cause) {
      const answer = this.#http.answerOf(cause)
      return isUnknownOrder(answer)
        ? { kind: 'notOpen', message: answer }
        : { kind: 'unknown', cause }
    }
  }

  async fetchOrder(order: VenueOrderRef): Promise<VenueOrder | { readonly kind: 'notFound' }> {
    const market = this.#marketOf(order.instrumentId)
    const call = { purpose: 'order', weight: WEIGHT.fetchOrder, what: 'fetch order' } as const
    try {
      const answer: RawOrder = await this.#http.call(call, () =>
        this.#client.privateGetOrder({ symbol: idOf(market), ...refParams(order) }),
      )
      return this.#parseOrder(answer, market)
    } catch (cause) {
      if (isUnknownOrder(this.#http.answerOf(cause))) return { kind: 'notFound' }
      throw this.#http.unreachable('fetch order', cause)
    }
  }

  /** Instrument by instrument for as long as that is cheaper than all at once. */
  async fetchOpenOrders(instrumentIds?: readonly InstrumentId[]): Promise<readonly VenueOrder[]> {
    if (instrumentIds === undefined) return this.#fetchOpenOrders(WEIGHT.openOrders, {})
    const wanted = new Set(instrumentIds)
    if (wanted.size * WEIGHT.openOrdersOfSymbol > WEIGHT.openOrders) {
      const orders = await this.#fetchOpenOrders(WEIGHT.openOrders, {})
      return orders.filter(({ instrumentId }) => wanted.has(instrumentId))
    }
    const orders: VenueOrder[] = []
    for (const instrumentId of wanted) {
      const params = { symbol: idOf(this.#marketOf(instrumentId)) }
      orders.push(...(await this.#fetchOpenOrders(WEIGHT.openOrdersOfSymbol, params)))
    }
    return orders
  }

  async fetchFills({ instrumentId, after, since }: VenueFillQuery): Promise<VenueFillPage> {
    const market = this.#marketOf(instrumentId)
    const start = after === null ? { startTime: since } : { fromId: String(BigInt(after) + 1n) }
    return this.#read(WEIGHT.fills, 'fills', async () => {
      const params = { symbol: idOf(market), limit: FILLS_PAGE_SIZE, ...start }
      const trades: Record<string, unknown>[] = await this.#client.privateGetMyTrades(params)
      const fills = trades.map((trade) => this.#parseFill(trade, market))
      return { fills: fills.sort(byTradeId), hasMore: fills.length === FILLS_PAGE_SIZE }
    })
  }

  async fetchBalances(): ReturnType<Venue['fetchBalances']> {
    return this.#read(WEIGHT.account, 'balances', async () =>
      parseBalances(await this.#client.fetchBalance({ omitZeroBalances: true })),
    )
  }

  async fetchTransfers(query: { readonly since: UnixMs }): Promise<readonly VenueTransfer[]> {
    const startAt = Math.max(0, query.since - TRANSFER_TIME_SLACK_MS)
    const weight = WEIGHT.transfers
    const [deposits, withdrawals, dust] = await Promise.all([
      this.#read(weight, 'deposits', () => this.#client.fetchDeposits(undefined, startAt)),
      this.#read(weight, 'withdrawals', () => this.#client.fetchWithdrawals(undefined, startAt)),
      this.#read(weight, 'dust log', async () => {
        const end = { endTime: this.#clock.now() + Math.max(0, this.#clockOffsetMs ?? 0) }
        return parseDust(await this.#client.sapiGetAssetDribblet({ startTime: startAt, ...end }))
      }),
    ])
    const moved = [...deposits, ...withdrawals].map(parseTransfer).filter((it) => it !== null)
    return [...moved, ...dust].sort((a, b) => a.venueAt - b.venueAt)
  }

  /** Throws FORBIDDEN when the venue does not accept the key. */
  async fetchPermissions(): Promise<VenuePermissions> {
    return this.#http.readWithKey({ weight: WEIGHT.transfers, what: 'permissions' }, async () =>
      parsePermissions('binance', await askPermissions('binance', this.#client)),
    )
  }

  async watchAccount(listener: VenueAccountListener, signal: AbortSignal): Promise<void> {
    await followAccount({
      client: this.#client,
      instrumentOf: this.#instrumentOf,
      listener,
      signal,
      clock: this.#clock,
      log: this.#log,
    })
  }

  async close(): Promise<void> {
    await this.#client.close()
  }

  get #client() {
    return this.#http.client
  }

  /** What makes it certain, before the first byte, that the order must not be sent. */
  #obstacleTo(order: VenueNewOrder): string | null {
    if (this.capabilities.isReadOnly) return 'VENUE_READ_ONLY'
    if (this.#clock.now() >= order.validUntil) return 'SEND_WINDOW_PASSED'
    const isSkewed = Math.abs(this.#clockOffsetMs ?? 0) > CLOCK_OFFSET_MS_MAX
    if (isSkewed && !order.reduceOnly) return 'VENUE_CLOCK_SKEWED'
    return null
  }

  #fetchOpenOrders(
    weight: number,
    params: Readonly<Record<string, string>>,
  ): Promise<readonly VenueOrder[]> {
    return this.#read(weight, 'open orders', async () => {
      const orders: RawOrder[] = await this.#client.privateGetOpenOrders(params)
      return orders.map((order) => this.#parseOrder(order))
    })
  }

  #read<T>(weight: number, what: string, send: () => Promise<T>): Promise<T> {
    return this.#http.read({ weight, what }, send)
  }

  #marketOf(instrumentId: InstrumentId): Market {
    const symbol = symbolOf(instrumentId)
    const market = this.#client.markets?.[symbol]
    if (market !== undefined) return market
    throw new AppError('NOT_FOUND', {
      public: `${this.venueId} does not list ${symbol}.`,
    })
  }

  #parseOrder(answer: RawOrder, market?: Market): VenueOrder {
    return parseOrder(this.#client.parseOrder(answer, market), this.#instrumentOf)
  }

  #parseFill(trade: Readonly<Record<string, unknown>>, market: Market): VenueFill {
    return parseFill(this.#client.parseTrade(trade, market), this.#instrumentOf)
  }

  /** The fills in a FULL answer are all takers', and carry neither market, order nor time: those of the answer. */
  #fillsIn(answer: RawOrder, order: VenueOrder, market: Market): VenueFill[] {
    const { fills } = fullAnswer.parse(answer)
    const common = {
      symbol: idOf(market),
      orderId: order.venueOrderId,
      side: order.side.toUpperCase(),
      time: order.updatedAt,
      isMaker: false,
    }
    return fills.map((fill) => this.#parseFill({ ...fill, ...common }, market))
  }
}

const fullAnswer = z.object({ fills: z.array(z.record(z.string(), z.unknown())).default([]) })
type RawOrder = Parameters<VenueHttp['client']['parseOrder']>[0]
type Market = NonNullable<ReturnType<VenueHttp['client']['market']>>

/** The venue's own name for a market. */
function idOf(market: Market): string {
  return String(market.id)
}

function refParams(order: VenueOrderRef): Readonly<Record<string, string>> {
  if (order.clientOrderId !== null) return { origClientOrderId: order.clientOrderId }
  if (order.venueOrderId !== null) return { orderId: order.venueOrderId }
  throw new TypeError('an order is named by its client order id or by its venue order id')
}

function byTradeId(a: VenueFill, b: VenueFill): number {
  const [first, second] = [BigInt(a.venueTradeId), BigInt(b.venueTradeId)]
  if (first === second) return 0
  return first < second ? -1 : 1
}
