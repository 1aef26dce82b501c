import { SECOND_MS } from '#core/time/time.ts'
import type { Clock } from '#ports/clock.ts'
import type { Log } from '#ports/log.ts'
import type { VenueAccountListener } from '#ports/venue.ts'
import { hearEveryFuture } from './hear-every-future.ts'
import type { CcxtClient } from './load-dialect.ts'
import { parseFill, parseOrder, type SymbolReader } from './parse.ts'

export const RECONNECT_MS_MIN = 250
export const RECONNECT_MS_MAX = 30 * SECOND_MS

export type AccountStreamOptions = {
  readonly client: CcxtClient
  readonly instrumentOf: SymbolReader
  readonly listener: VenueAccountListener
  readonly signal: AbortSignal
  readonly clock: Clock
  readonly log: Log
}

/** Nothing ever resolves this; ccxt rejects all that waits on a connection when it ends. */
const END_OF_CONNECTION = 'truebook:end'

type Message = Parameters<CcxtClient['parseWsOrder']>[0]
type Handler = (socket: unknown, message: Message) => void

/**
 * Follows Binance's user data stream over its websocket API. Every execution report is read from the wire as
 * it is: ccxt's own caches add up fees in floats. Returns when `signal` aborts.
 */
export async function followAccount(options: AccountStreamOptions): Promise<void> {
  const { client, listener, signal, clock, log } = options
  hearEveryFuture(client)
  listenTo(options)
  let failures = 0
  while (!signal.aborted) {
    try {
      await client.authenticate({ type: 'spot' })
      failures = 0
      listener.onGap()
      await untilGone(client, signal)
      listener.onLost?.()
    } catch (error) {
      if (signal.aborted) return
      failures += 1
      listener.onLost?.()
      log.warn({ err: error, failures }, 'the account stream was lost')
    }
    if (signal.aborted) return
    const delayMs = Math.min(RECONNECT_MS_MIN * 2 ** failures, RECONNECT_MS_MAX)
    await clock.sleep(delayMs, signal).catch(ignoreAbort)
  }
}

function listenTo({ client, instrumentOf, listener, log }: AccountStreamOptions): void {
  const guarded =
    (handle: (message: Message) => void): Handler =>
    (_socket, message) => {
      try {
        handle(message)
      } catch (error) {
        // A hint that we cannot read is still a hint: the polls will tell what happened.
        log.warn({ err: error }, 'an account stream message was not understood')
        listener.onGap()
      }
    }
  const onReport = guarded((message) => {
    if (isTrade(message)) listener.onFill(parseFill(client.parseWsTrade(message), instrumentOf))
    listener.onOrder(parseOrder(client.parseWsOrder(message), instrumentOf))
  })
  const onBalance = guarded(() => listener.onBalanceChanged())
  Object.assign(client, { handleOrderUpdate: onReport, handleBalance: onBalance })
}

function isTrade(message: Message): boolean {
  return message['x'] === 'TRADE'
}

/** Waits for the end of the connection; ccxt rejects everything that waits on it then. */
async function untilGone(client: CcxtClient, signal: AbortSignal): Promise<void> {
  const url: string = client.urls['api']['ws']['ws-api']['spot']
  const aborted = new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
  await Promise.race([client.client(url).future(END_OF_CONNECTION), aborted])
}

function ignoreAbort(): void {}
