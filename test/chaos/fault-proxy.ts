import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

/**
 * What a network may do to those who speak through it:
 * latency: every piece comes later; blackhole: nothing comes through, and nobody is told; reset-before: cut off when
 * something is asked, before it arrives; reset-after: cut off when the answer comes, after it took effect; truncate:
 * the answer ends in its middle; half-open: questions arrive, answers do not.
 */
export const PROXY_FAULTS = [
  'latency',
  'blackhole',
  'reset-before',
  'reset-after',
  'truncate',
  'half-open',
] as const
export type ProxyFault = (typeof PROXY_FAULTS)[number]

const LATENCY_MS = 400
const TRUNCATED_BYTES = 40

type Pair = { readonly client: Socket; readonly server: Socket; isSpoiled: boolean }

/** A TCP proxy on 127.0.0.1 whose network can be broken while it is used. */
export class FaultProxy implements AsyncDisposable {
  readonly #server: Server
  readonly #targetPort: number
  readonly #pairs = new Set<Pair>()
  #fault: ProxyFault | null = null
  /** How many pieces it delayed, dropped or cut. */
  bites = 0

  private constructor(server: Server, targetPort: number) {
    this.#server = server
    this.#targetPort = targetPort
    server.on('connection', (client) => this.#join(client))
  }

  static async open(targetPort: number): Promise<FaultProxy> {
    const server = createServer({ noDelay: true })
    const proxy = new FaultProxy(server, targetPort)
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return proxy
  }

  get port(): number {
    const address = this.#server.address()
    if (typeof address !== 'object' || address === null) throw new Error('the proxy is closed')
    return address.port
  }

  breakWith(fault: ProxyFault): void {
    this.#fault = fault
  }

  /** The network is well again. What lost bytes is cut off: nobody could go on with it. */
  heal(): void {
    this.#fault = null
    for (const pair of this.#pairs) if (pair.isSpoiled) cut(pair)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const pair of this.#pairs) cut(pair)
    this.#server.close()
    await once(this.#server, 'close')
  }

  #join(client: Socket): void {
    const server = connect({ port: this.#targetPort, host: '127.0.0.1', noDelay: true })
    const pair: Pair = { client, server, isSpoiled: false }
    this.#pairs.add(pair)
    for (const socket of [client, server]) {
      // Its close follows, and tells the other end.
      socket.on('error', () => undefined)
      socket.on('close', () => this.#pairs.delete(pair))
    }
    this.#pass(pair, client, server, (piece) => this.#ask(pair, piece))
    this.#pass(pair, server, client, (piece) => this.#answer(pair, piece))
  }

  /** Pieces stay in order, however long one of them takes. */
  #pass(pair: Pair, from: Socket, to: Socket, filter: (piece: Buffer) => Buffer | null): void {
    let last: Promise<void> = Promise.resolve()
    from.on('data', (piece: Buffer) => {
      const passed = filter(piece)
      const isLate = this.#fault === 'latency'
      if (isLate) this.bites += 1
      last = last.then(async () => {
        if (isLate) await delay(LATENCY_MS)
        if (passed !== null && !to.destroyed) to.write(passed)
        if (this.#fault === 'truncate' && pair.isSpoiled) to.end()
      })
    })
    // What was on its way arrives before the end does.
    from.on('close', () => {
      last = last.then(() => to.destroySoon())
    })
  }

  #ask(pair: Pair, piece: Buffer): Buffer | null {
    if (this.#fault === 'blackhole') return this.#spoil(pair)
    if (this.#fault !== 'reset-before') return piece
    cut(pair)
    return this.#spoil(pair)
  }

  #answer(pair: Pair, piece: Buffer): Buffer | null {
    switch (this.#fault) {
      case 'blackhole':
      case 'half-open':
        return this.#spoil(pair)
      case 'reset-after':
        cut(pair)
        return this.#spoil(pair)
      case 'truncate':
        this.#spoil(pair)
        return piece.subarray(0, TRUNCATED_BYTES)
      default:
        return piece
    }
  }

  #spoil(pair: Pair): null {
    pair.isSpoiled = true
    this.bites += 1
    return null
  }
}

/** Both ends see a reset. */
function cut({ client, server }: Pair): void {
  client.resetAndDestroy()
  server.resetAndDestroy()
}
