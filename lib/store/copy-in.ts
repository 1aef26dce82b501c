import pg from 'pg'

/** What of pg's connection a copy needs; its types tell less than it does. */
type CopyConnection = {
  query(text: string): void
  sendCopyFromChunk(chunk: Buffer): void
  endCopyFrom(): void
  sendCopyFail(reason: string): void
  readonly stream: NodeJS.WritableStream & { readonly writableNeedDrain: boolean }
}

/**
 * `COPY ... FROM STDIN (FORMAT binary)` on a connection of pg: the fastest way in. The chunks are asked for as fast
 * as the server takes them. `done` tells when it is over, also when it has failed: nothing may be sent before. It is
 * a Query because a connection that pipelines takes nothing else.
 */
export class CopyIn extends pg.Query {
  readonly done: Promise<void>
  readonly #chunks: Iterator<Buffer>
  readonly #settle: PromiseWithResolvers<void>
  #failure: Error | null = null

  constructor(text: string, chunks: Iterable<Buffer>) {
    super(text)
    this.#chunks = chunks[Symbol.iterator]()
    this.#settle = Promise.withResolvers<void>()
    this.done = this.#settle.promise
  }

  handleCopyInResponse(connection: pg.Connection): void {
    this.#send(copyConnection(connection))
  }

  /** Also the server's answer when our own chunks have failed: then that is the reason. */
  handleError(error: Error): void {
    this.#failure ??= error
    this.#settle.reject(this.#failure)
  }

  handleCommandComplete(): void {
    // How many rows came is known to whoever sent them.
  }

  handleReadyForQuery(): void {
    this.#settle.resolve()
  }

  #send(connection: CopyConnection): void {
    try {
      while (this.#failure === null) {
        const next = this.#chunks.next()
        if (next.done) {
          connection.endCopyFrom()
          return
        }
        connection.sendCopyFromChunk(next.value)
        if (connection.stream.writableNeedDrain) {
          connection.stream.once('drain', () => this.#send(connection))
          return
        }
      }
    } catch (error) {
      this.#failure = error instanceof Error ? error : new Error(String(error))
      connection.sendCopyFail(this.#failure.message)
    }
  }
}

function copyConnection(connection: pg.Connection): CopyConnection {
  return connection as unknown as CopyConnection
}
