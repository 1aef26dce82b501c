import pg from 'pg'
import type { Clock } from '#ports/clock.ts'
import type { Dice } from '#ports/dice.ts'
import type { Log } from '#ports/log.ts'

export const LISTEN_RETRY_FIRST_MS = 100
export const LISTEN_RETRY_MAX_MS = 5_000
/** A connection that does not answer within this time is given up, though the network may not know. */
export const LISTEN_CHECK_EVERY_MS = 5_000
const CONNECT_TIMEOUT_MS = 5_000

export type NotificationChannel =
  | 'truebook_account_event'
  | 'truebook_order_due'
  | 'truebook_cancel_due'
  | 'truebook_research_due'
  | 'truebook_account'
  | 'truebook_kill'
  | 'truebook_lease_free'
  | 'truebook_revoked'

export type ListenOptions = {
  readonly url: string
  readonly applicationName: string
  readonly channels: readonly NotificationChannel[]
  readonly clock: Clock
  readonly dice: Dice
  readonly log: Log
  onNotification(channel: NotificationChannel, payload: string): void
  /** From here on nothing is missed. What was told before, also between two connections, must be read. */
  onListening(): void
  /** Nothing is heard until onListening is called again. */
  onLost(): void
}

export type Listener = { close(): Promise<void> }

/**
 * Hears what the database tells, over a connection of its own that is made again whenever it is lost. A
 * notification is a hint: whoever listens reads the rows.
 */
export function listen(options: ListenOptions): Listener {
  const stopped = new AbortController()
  const running = keepListening(options, stopped.signal)
  return {
    async close() {
      stopped.abort()
      await running
    },
  }
}

async function keepListening(options: ListenOptions, signal: AbortSignal): Promise<void> {
  for (let failures = 0; !signal.aborted; failures++) {
    const session = await connect(options, signal).catch((error: unknown) => {
      options.log.warn({ err: error }, 'cannot listen to the database')
      return null
    })
    if (session !== null) {
      failures = 0
      options.onListening()
      await session.ended
      options.onLost()
    }
    const ceilingMs = Math.min(LISTEN_RETRY_FIRST_MS * 2 ** failures, LISTEN_RETRY_MAX_MS)
    const delayMs = Math.ceil(options.dice.fraction() * ceilingMs)
    // The wait is cut short by closing, and then the loop ends.
    if (!signal.aborted) await options.clock.sleep(delayMs, signal).catch(() => undefined)
  }
}

async function connect(
  options: ListenOptions,
  signal: AbortSignal,
): Promise<{ readonly ended: Promise<void> }> {
  const client = new pg.Client({
    connectionString: options.url,
    application_name: options.applicationName,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: LISTEN_CHECK_EVERY_MS,
    keepAlive: true,
  })
  const { promise: ended, resolve: onEnd } = Promise.withResolvers<void>()
  client.once('end', () => onEnd())
  // An error ends the connection, and `ended` tells.
  client.on('error', () => undefined)
  client.on('notification', ({ channel, payload }) => {
    const known = options.channels.find((name) => name === channel)
    if (known !== undefined) options.onNotification(known, payload ?? '')
  })
  const end = () => void client.end().catch(() => undefined)
  signal.addEventListener('abort', end, { once: true })
  const listening = client
    .connect()
    .then(() => client.query(options.channels.map((name) => `LISTEN ${name}`).join('; ')))
  try {
    // A connection that is ended while it is made would never say so.
    await Promise.race([listening, ended.then(failToListen)])
  } catch (error) {
    signal.removeEventListener('abort', end)
    end()
    throw error
  }
  const giveUp = () => {
    end()
    // A network that has gone silent lets no connection end: another one is made all the same.
    onEnd()
  }
  const checks = setInterval(
    () => void client.query('SELECT 1').catch(giveUp),
    LISTEN_CHECK_EVERY_MS,
  )
  return {
    ended: ended.then(() => {
      clearInterval(checks)
      signal.removeEventListener('abort', end)
    }),
  }
}

function failToListen(): never {
  throw new Error('the connection ended before it listened')
}
