import { WebSocket } from 'ws'
import { type ServerFrame, STREAM_CLOSE } from '#api/stream.ts'
import type { StreamPass } from '#usecases/stream/take-ticket.ts'
import type { GatewayLimits } from './gateway-limits.ts'

/** A socket that does not answer its closing is cut after this time. */
const CLOSE_MS_MAX = 2_000

export type ConnectionOptions = {
  readonly address: string
  readonly limits: GatewayLimits
  /** Milliseconds that never jump back. */
  now(): number
  /** Called when it is closed because its client reads too slowly. */
  onTooSlow(): void
}

/** One client's socket, how much it has not read yet, and whose it is once its ticket was taken. */
export class Connection {
  readonly address: string
  readonly openedAt: number
  /** Names of the channels that it is subscribed to. */
  readonly channels = new Set<string>()
  pass: StreamPass | null = null
  checkedAt: number
  readonly #socket: WebSocket
  readonly #limits: GatewayLimits
  readonly #now: () => number
  readonly #onTooSlow: () => void
  readonly #drainListeners = new Set<() => void>()
  #congestedAt: number | null = null
  #pingedAt: number
  #pingsMissed = 0
  #windowAt: number
  #messagesInWindow = 0

  constructor(socket: WebSocket, { address, limits, now, onTooSlow }: ConnectionOptions) {
    this.#socket = socket
    this.#limits = limits
    this.#now = now
    this.#onTooSlow = onTooSlow
    this.address = address
    this.openedAt = now()
    this.checkedAt = this.openedAt
    this.#pingedAt = this.openedAt
    this.#windowAt = this.openedAt
    socket.on('pong', () => {
      this.#pingsMissed = 0
    })
  }

  get isOpen(): boolean {
    return this.#socket.readyState === WebSocket.OPEN
  }

  /** Takes no more until it has read what was sent. */
  get isCongested(): boolean {
    return this.#congestedAt !== null
  }

  /** Called once, when everything that was sent is read. */
  onceDrained(listener: () => void): void {
    this.#drainListeners.add(listener)
  }

  sendFrame(frame: ServerFrame): void {
    this.send(JSON.stringify(frame))
  }

  /** Sends one message. A buffer may be shared by any number of sockets. */
  send(message: string | Buffer): void {
    if (!this.isOpen) return
    this.#socket.send(message, { binary: false }, () => this.#onFlushed())
    const { bufferedAmount } = this.#socket
    if (bufferedAmount > this.#limits.bufferedBytesMax) {
      this.close(STREAM_CLOSE.tooSlow, 'too slow')
    } else if (bufferedAmount > this.#limits.congestedBytes) {
      this.#congestedAt ??= this.#now()
    }
  }

  close(code: number, reason: string): void {
    if (!this.isOpen) return
    if (code === STREAM_CLOSE.tooSlow) this.#onTooSlow()
    this.#socket.close(code, reason)
    setTimeout(() => this.#socket.terminate(), CLOSE_MS_MAX).unref()
  }

  /** Ends the socket without a word. */
  cut(): void {
    this.#socket.terminate()
  }

  /** Counts a message of the client; false when there are too many. */
  countMessage(): boolean {
    const now = this.#now()
    if (now - this.#windowAt >= this.#limits.messagesPerMs) {
      this.#windowAt = now
      this.#messagesInWindow = 0
    }
    return ++this.#messagesInWindow <= this.#limits.messagesMax
  }

  /** Looks at the socket's manners: call it now and then. */
  watch(): void {
    const now = this.#now()
    if (this.pass === null && now - this.openedAt > this.#limits.authMsMax) {
      this.close(STREAM_CLOSE.unauthenticated, 'no ticket in time')
    }
    if (this.#congestedAt !== null && now - this.#congestedAt > this.#limits.congestedMsMax) {
      this.close(STREAM_CLOSE.tooSlow, 'too slow')
    }
    if (now - this.#pingedAt >= this.#limits.pingEveryMs) this.#ping(now)
  }

  #ping(now: number): void {
    this.#pingedAt = now
    if (this.#pingsMissed >= this.#limits.pingsMissedMax) this.cut()
    else if (this.isOpen) {
      this.#pingsMissed++
      this.#socket.ping()
    }
  }

  #onFlushed(): void {
    if (this.#congestedAt === null || this.#socket.bufferedAmount > 0) return
    this.#congestedAt = null
    const listeners = [...this.#drainListeners]
    this.#drainListeners.clear()
    for (const listener of listeners) listener()
  }
}
