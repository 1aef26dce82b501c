import type { Clock } from '#ports/clock.ts'
import type { Log } from '#ports/log.ts'
import { WeightGate } from '../weight-gate.ts'
import type { VenueSheet } from './capabilities.ts'
import { REQUEST_TIMEOUT_MS, VenueHttp } from './http.ts'
import { type CcxtClass, type CcxtClient, loadDialect } from './load-dialect.ts'

export type ApiKey = { readonly apiKey: string; readonly apiSecret: string }

export type HostOptions = {
  readonly sheet: VenueSheet
  readonly mode: 'paper' | 'testnet' | 'live'
  /** Where the simulated exchange listens; real venues have addresses of their own. */
  readonly simulatedUrl: string
  /** Ends all waiting for a share of the budget. */
  readonly signal: AbortSignal
  readonly clock: Clock
  readonly log: Log
}

/**
 * What all accounts at one venue share in this process: the request budget of our address and the markets,
 * which are loaded once (exchangeInfo: one request of weight 20, 30 ms at the simulated exchange).
 */
export class VenueHost {
  readonly sheet: VenueSheet
  readonly gate: WeightGate
  readonly #options: HostOptions
  #dialect: Promise<CcxtClass> | null = null
  #markets: Promise<CcxtClient> | null = null

  constructor(options: HostOptions) {
    this.sheet = options.sheet
    this.#options = options
    const { clock, sheet } = options
    this.gate = new WeightGate({ clock, weightPerMinute: sheet.weightPerMinute })
  }

  /** A client with the venue's markets; without a key it reads what everybody may. */
  async open(key: ApiKey | null): Promise<VenueHttp> {
    const source = await this.#loadedMarkets()
    const client = await this.#newClient(key)
    client.setMarketsFromExchange(source)
    return this.#httpOf(client)
  }

  /** Asks the venue again what it lists; clients opened from now on know it. */
  async reloadMarkets(): Promise<CcxtClient> {
    const client = await (this.#markets ?? this.#loadedMarkets())
    const http = this.#httpOf(client)
    await http.read({ weight: EXCHANGE_INFO_WEIGHT, what: 'exchangeInfo' }, () =>
      client.loadMarkets(true),
    )
    return client
  }

  async #loadedMarkets(): Promise<CcxtClient> {
    this.#markets ??= this.#loadMarkets()
    try {
      return await this.#markets
    } catch (error) {
      this.#markets = null
      throw error
    }
  }

  async #loadMarkets(): Promise<CcxtClient> {
    const client = await this.#newClient(null)
    const http = this.#httpOf(client)
    await http.read({ weight: EXCHANGE_INFO_WEIGHT, what: 'exchangeInfo' }, () =>
      client.loadMarkets(),
    )
    return client
  }

  async #newClient(key: ApiKey | null): Promise<CcxtClient> {
    const { mode, sheet, simulatedUrl } = this.#options
    this.#dialect ??= loadDialect(sheet.dialect)
    const client = newClient(await this.#dialect, key)
    if (sheet.kind === 'simulated') {
      redirect(client.urls['api'], simulatedUrl)
      // ccxt refuses plain ws:// addresses until this has run.
      await client.loadHttpProxyAgent()
    } else if (mode === 'testnet') {
      client.setSandboxMode(true)
    }
    return client
  }

  #httpOf(client: CcxtClient): VenueHttp {
    const { clock, log, sheet, signal } = this.#options
    return new VenueHttp({ client, sheet, gate: this.gate, signal, clock, log })
  }
}

/** A client of one venue that keeps every number as the venue's own text. */
export function newClient(Client: CcxtClass, key: ApiKey | null): CcxtClient {
  const client = new Client({ ...CLIENT_OPTIONS, apiKey: key?.apiKey, secret: key?.apiSecret })
  // ccxt's types know only numbers here; a float must not touch money.
  client.number = String as unknown as typeof client.number
  return client
}

export const EXCHANGE_INFO_WEIGHT = 20

const CLIENT_OPTIONS = {
  enableRateLimit: false,
  timeout: REQUEST_TIMEOUT_MS,
  newUpdates: true,
  options: {
    defaultType: 'spot',
    fetchMarkets: { types: ['spot'] },
    fetchCurrencies: false,
    maxRetriesOnFailure: 0,
    warnOnFetchOpenOrdersWithoutSymbol: false,
    // Coinbase has used both spellings; an account of a type not listed here would be read as nothing.
    v3Accounts: ['ACCOUNT_TYPE_CRYPTO', 'ACCOUNT_TYPE_FIAT', 'CRYPTO', 'FIAT'],
  },
} as const

/** Points every address of the dialect, however deep, at the simulated exchange. */
function redirect(urls: unknown, httpUrl: string): void {
  if (typeof urls !== 'object' || urls === null) return
  const wsUrl = httpUrl.replace(/^http/, 'ws')
  for (const [name, value] of Object.entries(urls)) {
    if (typeof value !== 'string') {
      redirect(value, httpUrl)
      continue
    }
    const { protocol, pathname } = new URL(value)
    const origin = protocol.startsWith('ws') ? wsUrl : httpUrl
    Object.assign(urls, { [name]: origin + pathname.replace(/\/$/, '') })
  }
}
