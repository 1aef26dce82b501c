import type { Server } from 'node:http'
import { type ServerFrame, STREAM_CLOSE } from '#api/stream.ts'
import type { GatewayHouse } from '#runtime/gateway-context.ts'
import { checkPass } from '#usecases/stream/check-pass.ts'
import { AccountHub } from './account-hub.ts'
import { Connection } from './connection.ts'
import { openDoor, type Visitor } from './door.ts'
import { GATEWAY_LIMITS, type GatewayLimits, WATCH_EVERY_MS } from './gateway-limits.ts'
import { startHeartbeat } from './heartbeat.ts'
import { MarketHub } from './market-hub.ts'
import { PulseWatch } from './pulse-watch.ts'
import { Session } from './session.ts'

export type GatewayOptions = {
  readonly house: GatewayHouse
  /** 0 for a free one. */
  readonly port: number
  readonly origins: readonly string[]
  readonly limits?: Partial<GatewayLimits>
}

export type RunningGateway = {
  readonly port: number
  /** Asks every client to come back later, each at its own time, and closes. */
  stop(): Promise<void>
}

/** Clients of a gateway that restarts come back spread over this time for each of them. */
const COMEBACK_MS_PER_SOCKET = 10
const COMEBACK_MS_MAX = 10_000
const DRAIN_MS_MAX = 3_000
const DRAIN_LOOK_MS = 50
const LOOPBACK = '127.0.0.1'
const BEAT = Buffer.from(JSON.stringify({ op: 'beat' } satisfies ServerFrame))

/** Starts the websocket fan-out on the loopback interface. Resolves when it listens. */
export async function startGateway(options: GatewayOptions): Promise<RunningGateway> {
  const gateway = new Gateway(options)
  return gateway.start(options.port)
}

class Gateway {
  readonly #house: GatewayHouse
  readonly #limits: GatewayLimits
  readonly #accounts: AccountHub
  readonly #markets: MarketHub
  readonly #pulses: PulseWatch
  readonly #connections = new Set<Connection>()
  readonly #server: Server
  #isDraining = false
  #isListening = false

  constructor({ house, origins, limits }: GatewayOptions) {
    this.#house = house
    this.#limits = { ...GATEWAY_LIMITS, ...limits }
    this.#accounts = new AccountHub(house, this.#limits)
    this.#markets = new MarketHub(house, this.#limits)
    this.#pulses = new PulseWatch(house, this.#accounts)
    this.#server = openDoor({
      origins,
      limits: this.#limits,
      socketsFrom: (address) => this.#count((it) => it.address === address),
      isOpen: () => !this.#isDraining,
      health: () => ({ isHealthy: this.#isListening, detail: this.#detail() }),
      welcome: (visitor) => this.#welcome(visitor),
    })
  }

  async start(port: number): Promise<RunningGateway> {
    const listener = this.#house.listen({
      channels: ['truebook_account_event', 'truebook_revoked'],
      onNotification: (channel, payload) => {
        if (channel === 'truebook_revoked') this.#recheckUser(payload)
        else this.#onAccountEvent(payload)
      },
      onListening: () => void this.#onListening(),
      onLost: () => this.#setListening(false),
    })
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject)
      this.#server.listen(port, LOOPBACK, resolve)
    })
    const watch = setInterval(() => this.#watch(), WATCH_EVERY_MS)
    this.#pulses.start()
    const heartbeat = startHeartbeat(this.#house, () => this.#detail())
    return {
      port: portOf(this.#server),
      stop: async () => {
        await this.#drain()
        clearInterval(watch)
        this.#pulses.stop()
        await listener.close()
        await heartbeat.stop()
      },
    }
  }

  #welcome({ socket, address, hear }: Visitor): void {
    const connection = new Connection(socket, {
      address,
      limits: this.#limits,
      now: () => this.#house.clock.monotonic(),
      onTooSlow: () => this.#house.meter.count('ws_slow_closed_total'),
    })
    const session = new Session(
      {
        house: this.#house,
        limits: this.#limits,
        accounts: this.#accounts,
        markets: this.#markets,
        socketsOf: (userId) => this.#count((it) => it.pass?.userId === userId),
        isLive: () => this.#isListening,
      },
      connection,
    )
    this.#connections.add(connection)
    hear((text) => session.hear(text))
    // A socket error, such as a message that is too long, is always followed by 'close'.
    socket.on('error', () => undefined)
    socket.on('close', () => {
      this.#connections.delete(connection)
      this.#accounts.drop(connection)
      this.#markets.drop(connection)
    })
  }

  #onAccountEvent(payload: string): void {
    const [, , accountId = '', seq] = payload.split(':')
    this.#accounts.onEvent(accountId, Number(seq))
  }

  /** Nothing is missed from here on; what was missed before is read, and only then is the stream live again. */
  async #onListening(): Promise<void> {
    try {
      await this.#accounts.catchUp()
      for (const connection of this.#connections) void this.#recheck(connection)
      this.#setListening(true)
    } catch (error) {
      this.#house.log.warn({ err: error }, 'cannot read what was missed')
      setTimeout(() => void this.#onListening(), this.#limits.readRetryMs).unref()
    }
  }

  #setListening(isListening: boolean): void {
    const hasChanged = isListening !== this.#isListening
    this.#isListening = isListening
    if (!hasChanged) return
    for (const connection of this.#connections) {
      if (connection.pass !== null) connection.sendFrame({ op: 'status', isLive: isListening })
    }
  }

  #watch(): void {
    const now = this.#house.clock.monotonic()
    for (const connection of this.#connections) {
      connection.watch()
      if (connection.pass !== null) connection.send(BEAT)
      const isDue = now - connection.checkedAt >= this.#limits.recheckEveryMs
      if (connection.pass !== null && isDue) void this.#recheck(connection)
    }
  }

  #recheckUser(userId: string): void {
    for (const connection of this.#connections) {
      if (connection.pass?.userId === userId) void this.#recheck(connection)
    }
  }

  /** Closes the socket of a session that has ended, or of a person who may see something else now. */
  async #recheck(connection: Connection): Promise<void> {
    const { pass } = connection
    if (pass === null) return
    connection.checkedAt = this.#house.clock.monotonic()
    try {
      const state = await checkPass(this.#house, pass)
      if (state === 'ended') connection.close(STREAM_CLOSE.unauthenticated, 'the session has ended')
      if (state === 'changed') connection.close(STREAM_CLOSE.forbidden, 'your access has changed')
    } catch (error) {
      // Asked again at the next look: a revocation must not be lost with the database.
      connection.checkedAt = Number.NEGATIVE_INFINITY
      this.#house.log.warn({ err: error }, 'a session could not be checked')
    }
  }

  async #drain(): Promise<void> {
    this.#isDraining = true
    const spreadMs = Math.min(this.#connections.size * COMEBACK_MS_PER_SOCKET, COMEBACK_MS_MAX)
    for (const connection of this.#connections) {
      const afterMs = Math.floor(this.#house.dice.fraction() * spreadMs)
      connection.sendFrame({ op: 'reconnect', afterMs })
      connection.close(STREAM_CLOSE.restarting, 'restarting')
    }
    for (let waitedMs = 0; this.#connections.size > 0; waitedMs += DRAIN_LOOK_MS) {
      if (waitedMs >= DRAIN_MS_MAX) break
      await this.#house.clock.sleep(DRAIN_LOOK_MS)
    }
    for (const connection of this.#connections) connection.cut()
    this.#server.closeAllConnections()
    await new Promise<void>((resolve) => this.#server.close(() => resolve()))
  }

  #count(matches: (connection: Connection) => boolean): number {
    let count = 0
    for (const connection of this.#connections) if (matches(connection)) count++
    return count
  }

  #detail(): Readonly<Record<string, unknown>> {
    return {
      isListening: this.#isListening,
      sockets: this.#connections.size,
      accountChannels: this.#accounts.channelCount,
      marketChannels: this.#markets.channelCount,
    }
  }
}

function portOf(server: Server): number {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the gateway has no port')
  return address.port
}
