import { SECOND_MS, type UnixMs } from '#core/time/time.ts'
import type { Clock } from '#ports/clock.ts'
import type {
  ListedInstrument,
  VenueCandle,
  VenueCandleQuery,
  VenuePublic,
  VenueQuote,
} from '#ports/venue.ts'
import type { VenueHttp } from './http.ts'
import type { VenueHost } from './open-client.ts'
import { type DayFigures, parseBestPrices, parseCandle, parseDayFigures } from './parse.ts'
import { parseInstrument } from './parse-instrument.ts'
import { symbolOf, symbolReaderFor } from './symbols.ts'

/** Binance's weights: all best prices at once, the day's figures for up to 20 symbols, candles. */
const WEIGHT = { bestPrices: 4, dayFiguresFew: 2, dayFiguresAll: 80, candles: 2 } as const
const FEW_SYMBOLS = 20
/** The day's open and volume move slowly; the best prices are asked every time. */
const DAY_FIGURES_AGE_MS_FEW = 2 * SECOND_MS
const DAY_FIGURES_AGE_MS_ALL = 60 * SECOND_MS
const NO_FIGURES: DayFigures = { last: null, open24h: null, volume24h: null }

/** A venue's public side. Quotes of all instruments cost one request, the day's figures another now and then. */
export class CcxtVenuePublic implements VenuePublic {
  readonly venueId: VenuePublic['venueId']
  readonly #host: VenueHost
  readonly #http: VenueHttp
  readonly #clock: Clock
  #figures = new Map<string, DayFigures>()
  #figuresAt: UnixMs | null = null

  constructor(options: {
    readonly host: VenueHost
    readonly http: VenueHttp
    readonly clock: Clock
  }) {
    this.venueId = options.host.sheet.venueId
    this.#host = options.host
    this.#http = options.http
    this.#clock = options.clock
  }

  async fetchInstruments(): Promise<readonly ListedInstrument[]> {
    const source = await this.#host.reloadMarkets()
    this.#http.client.setMarketsFromExchange(source)
    return Object.values(source.markets ?? {})
      .filter((market) => market?.spot === true)
      .map((market) => parseInstrument(this.venueId, market))
      .filter((instrument) => instrument !== null)
  }

  async fetchQuotes(): Promise<readonly VenueQuote[]> {
    const { client } = this.#http
    const [prices, figures] = await Promise.all([
      this.#http.read({ purpose: 'quotes', weight: WEIGHT.bestPrices, what: 'best prices' }, () =>
        client.fetchBidsAsks(),
      ),
      this.#dayFigures(),
    ])
    const venueAt = this.#clock.now()
    const instrumentOf = symbolReaderFor(this.venueId)
    return Object.entries(prices).map(([symbol, ticker]) => ({
      instrumentId: instrumentOf(symbol),
      ...parseBestPrices(ticker),
      ...(figures.get(symbol) ?? NO_FIGURES),
      venueAt,
    }))
  }

  async fetchCandles(query: VenueCandleQuery): Promise<readonly VenueCandle[]> {
    const { instrumentId, timeframe, since, limit } = query
    const candles = await this.#http.read(
      { purpose: 'history', weight: WEIGHT.candles, what: 'candles' },
      () => this.#http.client.fetchOHLCV(symbolOf(instrumentId), timeframe, since, limit),
    )
    return candles.map(parseCandle)
  }

  async close(): Promise<void> {
    await this.#http.client.close()
  }

  async #dayFigures(): Promise<ReadonlyMap<string, DayFigures>> {
    const symbols = this.#http.client.symbols
    const isFew = symbols.length <= FEW_SYMBOLS
    const ageMsMax = isFew ? DAY_FIGURES_AGE_MS_FEW : DAY_FIGURES_AGE_MS_ALL
    const now = this.#clock.now()
    if (this.#figuresAt !== null && now - this.#figuresAt < ageMsMax) return this.#figures
    const weight = isFew ? WEIGHT.dayFiguresFew : WEIGHT.dayFiguresAll
    const tickers = await this.#http.read({ purpose: 'quotes', weight, what: 'day figures' }, () =>
      this.#http.client.fetchTickers(isFew ? symbols : undefined),
    )
    this.#figures = new Map(
      Object.entries(tickers).map(([symbol, ticker]) => [symbol, parseDayFigures(ticker)]),
    )
    this.#figuresAt = now
    return this.#figures
  }
}
