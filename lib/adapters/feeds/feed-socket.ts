import { type RawData, WebSocket } from 'ws'
import type { Clock } from '#ports/clock.ts'
import type { Dice } from '#ports/dice.ts'
import type { Log } from '#ports/log.ts'

export const RETRY_FIRST_MS = 250
export const RETRY_MAX_MS = 15_000
/** How often we look whether anything was heard. */
export const CHECK_EVERY_MS = 200
/** A venue that says nothing for so long is asked for a sign of life, no more often than this. */
export const PING_AFTER_MS = 400
/** Neither news nor an answer to our pings: the venue is silent, and what it said last is no longer so. */
export const SILENT_AFTER_MS = 1_000
/** A connection that is silent for so long is given up. */
export const SILENCE_MAX_MS = 8_000
const HANDSHAKE_MAX_MS = 5_000
const MESSAGE_BYTES_MAX = 4 * 1024 * 1024

export type FeedSocketOptions = {
  readonly url: string
  readonly clock: Clock
  readonly dice: Dice
  readonly log: Log
  onOpen(): void
  onMessage(text: string): void
  /** The connection is gone and being made again, or nothing is heard on it. */
  onSilent(): void
  /** A connection on which nothing was heard speaks again. Nothing that it said was missed. */
  onHeard(): void
}

/** One connection to a venue's stream, made again until it is closed. */
export class FeedSocket {
  readonly #options: FeedSocketOptions
  #socket: WebSocket | null = null
  #heardAt = 0
  #pingedAt = 0
  #isSilent = false
  #failures = 0
  #isClosed = false
  #timer: NodeJS.Timeout | null = null

  constructor(options: FeedSocketOptions) {
    this.#options = options
    this.#connect()
  }

  get isOpen(): boolean {
    return this.#socket?.readyState === WebSocket.OPEN
  }

  send(value: unknown): void {
    this.#socket?.send(JSON.stringify(value))
  }

  close(): void {
    this.#isClosed = true
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#socket?.terminate()
  }

  #connect(): void {
    const socket = new WebSocket(this.#options.url, {
      handshakeTimeout: HANDSHAKE_MAX_MS,
      maxPayload: MESSAGE_BYTES_MAX,
      perMessageDeflate: false,
    })
    this.#socket = socket
    const hear = () => this.#hear()
    socket.on('ping', hear)
    socket.on('pong', hear)
    socket.on('open', () => {
      this.#heardAt = this.#options.clock.monotonic()
      this.#isSilent = false
      this.#timer = setTimeout(() => this.#check(), CHECK_EVERY_MS)
      this.#options.onOpen()
    })
    socket.on('message', (data) => {
      hear()
      this.#failures = 0
      this.#options.onMessage(textOf(data))
    })
    // An error is always followed by 'close'.
    socket.on('error', (error) =>
      this.#options.log.warn({ err: error, url: this.#options.url }, 'a market feed failed'),
    )
    socket.on('close', () => this.#onClose())
  }

  #hear(): void {
    this.#heardAt = this.#options.clock.monotonic()
    if (!this.#isSilent) return
    this.#isSilent = false
    this.#options.onHeard()
  }

  #check(): void {
    const now = this.#options.clock.monotonic()
    const silentMs = now - this.#heardAt
    if (silentMs > SILENCE_MAX_MS) {
      this.#socket?.terminate()
      return
    }
    if (silentMs > SILENT_AFTER_MS && !this.#isSilent) {
      this.#isSilent = true
      this.#options.onSilent()
    }
    if (silentMs >= PING_AFTER_MS && now - this.#pingedAt >= PING_AFTER_MS) {
      this.#pingedAt = now
      this.#socket?.ping()
    }
    this.#timer = setTimeout(() => this.#check(), CHECK_EVERY_MS)
  }

  #onClose(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    if (this.#isClosed) return
    this.#options.onSilent()
    const ceilingMs = Math.min(RETRY_FIRST_MS * 2 ** this.#failures, RETRY_MAX_MS)
    this.#failures++
    const delayMs = (ceilingMs * (1 + this.#options.dice.fraction())) / 2
    this.#timer = setTimeout(() => this.#connect(), delayMs)
  }
}

function textOf(data: RawData): string {
  return Array.isArray(data)
    ? Buffer.concat(data).toString('utf8')
    : Buffer.from(data as Buffer).toString('utf8')
}
