import { type ClientFrame, type ServerFrame, serverMessage } from '#api/stream.ts'
import { CallError } from './call-error.ts'
import type { StreamPorts, StreamSocket } from './stream-ports.ts'

export const RECONNECT_DELAY_FIRST_MS = 500
export const RECONNECT_DELAY_MAX_MS = 15_000
/** A connection that lasted this long forgets earlier failures. */
export const SETTLED_AFTER_MS = 5_000
export const PING_EVERY_MS = 20_000
/** The gateway speaks every second: without a word for so long, what is on screen is no longer what is. */
export const SILENT_AFTER_MS = 1_700
export const LOOK_EVERY_MS = 250

/**
 * `live`: everything arrives as it happens. `delayed`: connected, but the gateway cannot hear the ledger, or we
 * cannot hear the gateway.
 * `offline`: waiting to try again. `signedOut`: a ticket was refused, nothing is tried until `wake`.
 */
export type StreamStatus = 'idle' | 'connecting' | 'live' | 'delayed' | 'offline' | 'signedOut'

export type ConnectionEvents = {
  onReady(): void
  onFrame(frame: ServerFrame): void
  onStatus(status: StreamStatus): void
}

/** Keeps one socket to the gateway open while it is wanted, whatever happens to the network in between. */
export class StreamConnection {
  readonly #ports: StreamPorts
  readonly #events: ConnectionEvents
  #status: StreamStatus = 'idle'
  #socket: StreamSocket | null = null
  #attempt = 0
  #failures = 0
  #readyAt: number | null = null
  #heardSincePing = true
  #delayHintMs = 0
  #cancelTimer: (() => void) | null = null
  #cancelLook: (() => void) | null = null
  #heardAt = 0
  #lookedAt = 0
  #isGatewayLive = true

  constructor(ports: StreamPorts, events: ConnectionEvents) {
    this.#ports = ports
    this.#events = events
  }

  get status(): StreamStatus {
    return this.#status
  }

  get isReady(): boolean {
    return this.#readyAt !== null
  }

  /** Connects unless that is under way. */
  open(): void {
    if (this.#status === 'idle') void this.#connect()
  }

  close(): void {
    this.#drop()
    this.#failures = 0
    this.#setStatus('idle')
  }

  /** Tries now rather than later: the network is back, the page is looked at, or somebody signed in. */
  wake(): void {
    if (this.#status === 'offline' || this.#status === 'signedOut') void this.#connect()
  }

  send(frame: ClientFrame): void {
    this.#socket?.send(JSON.stringify(frame))
  }

  async #connect(): Promise<void> {
    this.#drop()
    const attempt = this.#attempt
    this.#setStatus('connecting')
    try {
      const ticket = await this.#ports.takeTicket()
      if (attempt === this.#attempt) this.#openSocket(ticket, attempt)
    } catch (error) {
      if (attempt !== this.#attempt) return
      if (error instanceof CallError && isRefusal(error)) this.#setStatus('signedOut')
      else this.#retryLater()
    }
  }

  #openSocket(ticket: string, attempt: number): void {
    // A socket that was given up may still speak; nobody listens.
    const ifCurrent = (work: () => void) => {
      if (attempt === this.#attempt) work()
    }
    this.#socket = this.#ports.openSocket({
      opened: () => ifCurrent(() => this.send({ op: 'auth', ticket })),
      said: (data) => ifCurrent(() => this.#onMessage(data)),
      closed: () => ifCurrent(() => this.#retryLater()),
    })
  }

  #onMessage(data: unknown): void {
    this.#heardSincePing = true
    this.#heardAt = this.#ports.now()
    if (this.#status === 'delayed' && this.#isGatewayLive) this.#setStatus('live')
    const message = serverMessage.safeParse(parseJson(data))
    // A frame of a newer gateway: the page goes on with those it knows.
    if (!message.success) return
    for (const frame of Array.isArray(message.data) ? message.data : [message.data]) {
      this.#onFrame(frame)
    }
  }

  #onFrame(frame: ServerFrame): void {
    if (frame.op === 'ready') this.#onReady()
    else if (frame.op === 'status') this.#onGatewayStatus(frame.isLive)
    else if (frame.op === 'reconnect') this.#delayHintMs = frame.afterMs
    else this.#events.onFrame(frame)
  }

  #onGatewayStatus(isLive: boolean): void {
    this.#isGatewayLive = isLive
    this.#setStatus(isLive ? 'live' : 'delayed')
  }

  #onReady(): void {
    this.#readyAt = this.#ports.now()
    this.#isGatewayLive = true
    this.#look()
    this.#setStatus('live')
    this.#cancelTimer = this.#ports.after(PING_EVERY_MS, () => this.#ping())
    this.#events.onReady()
  }

  /** A page that was busy or asleep has not read what came meanwhile: that look says nothing. */
  #look(): void {
    const now = this.#ports.now()
    const wasOnTime = now - this.#lookedAt < 2 * LOOK_EVERY_MS
    if (wasOnTime && now - this.#heardAt > SILENT_AFTER_MS) this.#setStatus('delayed')
    this.#lookedAt = now
    this.#cancelLook = this.#ports.after(LOOK_EVERY_MS, () => this.#look())
  }

  /** A socket on which nothing was heard since the last ping is dead, though the network may not know. */
  #ping(): void {
    if (!this.#heardSincePing) {
      this.#retryLater()
      return
    }
    this.#heardSincePing = false
    this.send({ op: 'ping' })
    this.#cancelTimer = this.#ports.after(PING_EVERY_MS, () => this.#ping())
  }

  #retryLater(): void {
    const lastedMs = this.#readyAt === null ? 0 : this.#ports.now() - this.#readyAt
    this.#failures = lastedMs >= SETTLED_AFTER_MS ? 0 : this.#failures + 1
    const ceilingMs = Math.min(
      RECONNECT_DELAY_FIRST_MS * 2 ** this.#failures,
      RECONNECT_DELAY_MAX_MS,
    )
    const delayMs = this.#delayHintMs + this.#ports.fraction() * ceilingMs
    this.#drop()
    this.#setStatus('offline')
    this.#cancelTimer = this.#ports.after(delayMs, () => void this.#connect())
  }

  /** Forgets the socket and everything that still waits for it. */
  #drop(): void {
    this.#attempt++
    this.#cancelTimer?.()
    this.#cancelTimer = null
    this.#cancelLook?.()
    this.#cancelLook = null
    this.#socket?.close()
    this.#socket = null
    this.#readyAt = null
    this.#heardSincePing = true
    this.#delayHintMs = 0
  }

  #setStatus(status: StreamStatus): void {
    if (status === this.#status) return
    this.#status = status
    this.#events.onStatus(status)
  }
}

/** The person may not have a stream, and will not by asking again. */
function isRefusal({ code }: CallError): boolean {
  return code === 'UNAUTHENTICATED' || code === 'FORBIDDEN'
}

function parseJson(data: unknown): unknown {
  try {
    return JSON.parse(String(data))
  } catch {
    return null
  }
}
