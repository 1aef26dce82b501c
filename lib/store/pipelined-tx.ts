import type pg from 'pg'
import type { Clock } from '#ports/clock.ts'
import type { Log } from '#ports/log.ts'
import { CopyIn } from './copy-in.ts'
import type { Statement, Tx } from './transaction.ts'

type Watch = {
  readonly clock: Clock
  readonly log: Log
  readonly slowQueryMs: number
}

/**
 * A transaction on a connection that is in it alone. What is sent travels in its order, without waiting for what was
 * sent before: the server does it in the same order, and does nothing more after a failure.
 */
export class PipelinedTx implements Tx {
  readonly #client: pg.PoolClient
  readonly #watch: Watch
  /** Of what was only sent; it is why everything after it fails too. */
  #failure: { readonly cause: unknown } | null = null

  constructor(client: pg.PoolClient, watch: Watch) {
    this.#client = client
    this.#watch = watch
  }

  /** Begins with these statements. Who does not wait for them hears of their failure like of what was sent. */
  begin(text: string): Promise<void> {
    const begun = this.#client.query(text).then(() => undefined)
    begun.catch(this.#keepFailure)
    return begun
  }

  async query<Row extends pg.QueryResultRow>(statement: Statement): Promise<Row[]> {
    const { rows } = await this.#answered(this.#ask<Row>(statement))
    return rows
  }

  send(statement: Statement): void {
    this.#ask(statement).catch(this.#keepFailure)
  }

  async copyIn(text: string, chunks: Iterable<Buffer>): Promise<void> {
    await this.#answered(this.#client.query(new CopyIn(text, chunks)).done)
  }

  /** Waits for everything that was sent; throws what the first of it failed with. */
  async end(text: string): Promise<void> {
    await this.#answered(this.#client.query(text))
    // A commit after a failure is answered as if it were none: it rolls back.
    if (this.#failure !== null) throw this.#failure.cause
  }

  /** Why a transaction failed: by an error, or by what was sent before it. */
  causeOf(error: unknown): unknown {
    return this.#failure === null ? error : this.#failure.cause
  }

  readonly #keepFailure = (cause: unknown): void => {
    this.#failure ??= { cause }
  }

  async #ask<Row extends pg.QueryResultRow>({ name, text, values }: Statement) {
    const { clock, log, slowQueryMs } = this.#watch
    const startedAt = clock.monotonic()
    const result = await this.#client.query<Row>({
      ...(name === undefined ? {} : { name }),
      text,
      values: [...(values ?? [])],
    })
    const tookMs = clock.monotonic() - startedAt
    if (tookMs >= slowQueryMs) log.warn({ query: name ?? text, tookMs }, 'a query was slow')
    return result
  }

  async #answered<T>(answer: Promise<T>): Promise<T> {
    try {
      return await answer
    } catch (error) {
      throw this.causeOf(error)
    }
  }
}
