import { WebSocket } from 'ws'
import type { ClientFrame, ServerFrame } from '#api/stream.ts'

const WAIT_MAX_MS = 25_000
export const TEST_ORIGIN = 'http://desk.test'

/** A browser's socket to a gateway, with everything that was heard on it. */
export class GatewayClient {
  readonly frames: ServerFrame[] = []
  readonly socket: WebSocket
  closeCode: number | null = null
  /** What the door said instead of opening. */
  refusal: string | null = null
  readonly #waiting = new Set<() => void>()

  constructor(port: number, { origin = TEST_ORIGIN, address = '10.0.0.1', path = '/stream' } = {}) {
    this.socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, {
      origin,
      headers: { 'x-truebook-client-address': address },
    })
    this.socket.on('message', (data) => {
      const message: ServerFrame | ServerFrame[] = JSON.parse(String(data))
      this.frames.push(...(Array.isArray(message) ? message : [message]))
      this.#wake()
    })
    this.socket.on('open', () => this.#wake())
    this.socket.on('close', (code) => {
      this.closeCode = code
      this.#wake()
    })
    this.socket.on('error', (error) => {
      this.refusal = error.message
      this.#wake()
    })
  }

  /** A socket whose ticket was taken. */
  static async open(
    port: number,
    ticket: string,
    options?: { readonly address?: string },
  ): Promise<GatewayClient> {
    const client = new GatewayClient(port, options)
    await client.until(() => client.socket.readyState === WebSocket.OPEN)
    client.say({ op: 'auth', ticket })
    await client.until(() => client.heard('ready').length > 0)
    return client
  }

  say(frame: ClientFrame): void {
    this.socket.send(JSON.stringify(frame))
  }

  heard<Op extends ServerFrame['op']>(op: Op): Extract<ServerFrame, { op: Op }>[] {
    return this.frames.filter((frame): frame is Extract<ServerFrame, { op: Op }> => frame.op === op)
  }

  /** The numbers of the events that were heard. */
  seqs(): number[] {
    return this.heard('event').map(({ event }) => event.seq)
  }

  /** Resolves when it is so; looks whenever something is heard. */
  async until(isSo: () => boolean): Promise<void> {
    while (!isSo()) await this.#news()
  }

  async closed(): Promise<number> {
    await this.until(() => this.closeCode !== null)
    return this.closeCode ?? 0
  }

  async close(): Promise<void> {
    this.socket.terminate()
    await this.closed()
  }

  #news(): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        const last = JSON.stringify(this.frames.slice(-3))
        reject(
          new Error(`nothing came in ${WAIT_MAX_MS} ms; closed ${this.closeCode}; last ${last}`),
        )
      }, WAIT_MAX_MS)
      this.#waiting.add(() => {
        clearTimeout(timer)
        resolve()
      })
    })
  }

  #wake(): void {
    const waiting = [...this.#waiting]
    this.#waiting.clear()
    for (const resume of waiting) resume()
  }
}
