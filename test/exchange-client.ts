import { createHmac } from 'node:crypto'
import ccxt from 'ccxt'
import type { AccountKey, ExchangeProcess } from './start-exchange.ts'

export type RawAnswer = {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  readonly body: any
  readonly headers: Headers
}

export type SignedOptions = {
  /** Added to the present; 0 signs with the time of now. */
  readonly clockOffsetMs?: number
  readonly secret?: string
}

/** One signed request, put together by hand so that a test can get any part of it wrong. */
export async function signedCall(
  exchange: Pick<ExchangeProcess, 'restUrl'>,
  key: Pick<AccountKey, 'apiKey' | 'apiSecret'>,
  request: string,
  params: Readonly<Record<string, string | number>> = {},
  options: SignedOptions = {},
): Promise<RawAnswer> {
  const [method = 'GET', path = '/'] = request.split(' ')
  const timestamp = Date.now() + (options.clockOffsetMs ?? 0)
  const fields = Object.entries({ timestamp, ...params }).map(([k, v]) => [k, String(v)])
  const payload = new URLSearchParams(fields).toString()
  const secret = options.secret ?? key.apiSecret
  const signature = createHmac('sha256', secret).update(payload).digest('hex')
  const signed = `${payload}&signature=${signature}`
  const isGet = method === 'GET'
  const response = await fetch(exchange.restUrl + path + (isGet ? `?${signed}` : ''), {
    method,
    headers: { 'x-mbx-apikey': key.apiKey, 'content-type': 'application/x-www-form-urlencoded' },
    ...(isGet ? {} : { body: signed }),
  })
  return { status: response.status, body: await response.json(), headers: response.headers }
}

export async function publicCall(
  exchange: Pick<ExchangeProcess, 'restUrl'>,
  path: string,
): Promise<RawAnswer> {
  const response = await fetch(exchange.restUrl + path)
  return { status: response.status, body: await response.json(), headers: response.headers }
}

/** ccxt's binance, unmodified but for its addresses. */
export async function ccxtFor(
  exchange: Pick<ExchangeProcess, 'restUrl' | 'wsUrl'>,
  key: AccountKey,
): Promise<InstanceType<typeof ccxt.pro.binance>> {
  const client = new ccxt.pro.binance({
    apiKey: key.apiKey,
    secret: key.apiSecret,
    enableRateLimit: false,
    options: { defaultType: 'spot', fetchMarkets: { types: ['spot'] }, fetchCurrencies: false },
  })
  redirect(client.urls['api'] as Record<string, unknown>, exchange)
  // Without this ccxt refuses plain ws:// addresses.
  await client.loadHttpProxyAgent()
  return client
}

function redirect(
  urls: Record<string, unknown>,
  exchange: Pick<ExchangeProcess, 'restUrl' | 'wsUrl'>,
): void {
  for (const [name, value] of Object.entries(urls)) {
    if (typeof value !== 'string') {
      redirect(value as Record<string, unknown>, exchange)
      continue
    }
    const url = new URL(value)
    const origin = url.protocol.startsWith('ws') ? exchange.wsUrl : exchange.restUrl
    urls[name] = origin + url.pathname.replace(/\/$/, '')
  }
}

const WAIT_MS_MAX = 20_000

/** Resolves once `condition` gives something other than null or false; rejects with `what` after twenty seconds. */
export async function until<T>(
  what: string,
  condition: () => T | null | false | Promise<T | null | false>,
): Promise<T> {
  const giveUpAt = Date.now() + WAIT_MS_MAX
  while (Date.now() < giveUpAt) {
    const value = await condition()
    if (value !== null && value !== false) return value
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  throw new Error(`waited in vain for: ${what}`)
}
