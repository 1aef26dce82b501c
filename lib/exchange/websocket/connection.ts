import type { WebSocket } from 'ws'

/** A client that lets this much pile up unread is cut off. */
export const BUFFERED_BYTES_MAX = 8 * 1024 * 1024

export type ConnectionKind = 'market' | 'user'

/** One websocket of the exchange. */
export class Connection {
  readonly kind: ConnectionKind
  readonly address: string
  isCombined: boolean
  lastHeardAt: number
  private readonly socket: WebSocket

  constructor(
    socket: WebSocket,
    options: { kind: ConnectionKind; address: string; isCombined: boolean; now: number },
  ) {
    this.socket = socket
    this.kind = options.kind
    this.address = options.address
    this.isCombined = options.isCombined
    this.lastHeardAt = options.now
  }

  send(text: string): void {
    if (this.socket.bufferedAmount > BUFFERED_BYTES_MAX) this.cut()
    else this.socket.send(text)
  }

  sendJson(value: unknown): void {
    this.send(JSON.stringify(value))
  }

  ping(now: number): void {
    this.socket.ping(String(now))
  }

  close(code: number, reason: string): void {
    this.socket.close(code, reason)
  }

  /** Ends the connection without a word, as a failing network does. */
  cut(): void {
    this.socket.terminate()
  }
}
