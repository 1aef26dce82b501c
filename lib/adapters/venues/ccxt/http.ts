import { z } from 'zod'
import { AppError } from '#api/app-error.ts'
import { MINUTE_MS, SECOND_MS } from '#core/time/time.ts'
import type { Clock } from '#ports/clock.ts'
import type { Log } from '#ports/log.ts'
import { withoutSecrets } from '../../log/without-secrets.ts'
import type { Purpose, WeightGate } from '../weight-gate.ts'
import type { VenueSheet } from './capabilities.ts'
import type { CcxtClient } from './load-dialect.ts'

/** A request that takes longer is given up; whether it took effect is then unknown. */
export const REQUEST_TIMEOUT_MS = 10 * SECOND_MS
/** A read that is not answered by then is asked again; what changes something is given all the time there is. */
export const ANSWER_MS_MAX: Readonly<Record<Purpose, number>> = {
  cancel: REQUEST_TIMEOUT_MS,
  order: REQUEST_TIMEOUT_MS,
  proof: 5 * SECOND_MS,
  quotes: 5 * SECOND_MS,
  snapshot: 5 * SECOND_MS,
  history: REQUEST_TIMEOUT_MS,
}
/**
 * How long a request waits for its share of the venue's budget before it fails. An order is not worth sending late,
 * old candles are.
 */
export const BUDGET_WAIT_MS_MAX: Readonly<Record<Purpose, number>> = {
  cancel: 0,
  order: 0,
  proof: 15 * SECOND_MS,
  quotes: 0,
  snapshot: 0,
  history: MINUTE_MS,
}
const SILENCE_DEFAULT_MS = 30 * SECOND_MS
const TEXT_LOGGED_MAX = 300
/** Binance: bad signature, malformed key, and a key that is invalid or not allowed from here. */
const KEY_REFUSALS: ReadonlySet<string> = new Set(['-1022', '-2014', '-2015'])
/** ccxt's name for the same at other venues; by name, because its classes are loaded per dialect. */
const KEY_REFUSED_ERROR = 'AuthenticationError'

/** What the venue answered when it did not answer with success. */
export type RefusedAnswer = {
  readonly status: number
  /** The dialect's own code where the body has one. */
  readonly code: string | null
  readonly text: string
}

/** The request was never sent: our own budget at the venue is spent. */
export class BudgetSpent extends Error {
  override readonly name = 'BudgetSpent'
  readonly retryAfterMs: number

  constructor(retryAfterMs: number) {
    super(`the venue's request budget is spent for ${retryAfterMs} ms`)
    this.retryAfterMs = retryAfterMs
  }
}

export type CallOptions = {
  readonly purpose: Purpose
  readonly weight: number
  /** What is asked, for the log. */
  readonly what: string
  readonly requestId?: string
}

/** A read is for proving the books unless it says otherwise. */
export type ReadOptions = Omit<CallOptions, 'purpose'> & {
  readonly purpose?: 'proof' | 'quotes' | 'history'
}

export type VenueHttpOptions = {
  readonly client: CcxtClient
  readonly sheet: VenueSheet
  readonly gate: WeightGate
  /** Ends all waiting for a share of the budget. */
  readonly signal: AbortSignal
  readonly clock: Clock
  readonly log: Log
}

/**
 * Every byte between us and a venue passes here: within the budget, with the time it took in the log, and with
 * the venue's raw answer kept beside each of ccxt's errors. Nothing is ever repeated here.
 */
export class VenueHttp {
  readonly client: CcxtClient
  readonly #options: VenueHttpOptions
  readonly #answers = new WeakMap<object, RefusedAnswer>()

  constructor(options: VenueHttpOptions) {
    this.client = options.client
    this.#options = options
    this.#listenToAnswers()
  }

  /** Sends one request. Throws what ccxt throws; `answerOf` tells what the venue said. */
  async call<T>(options: CallOptions, send: () => Promise<T>): Promise<T> {
    await this.#takeBudget(options)
    const { clock, log, sheet } = this.#options
    const fields = { venue: sheet.venueId, what: options.what, requestId: options.requestId }
    const startedAt = clock.monotonic()
    try {
      const result = await this.#inTime(options.purpose, send)
      log.debug({ ...fields, tookMs: clock.monotonic() - startedAt }, 'a venue answered')
      return result
    } catch (error) {
      const tookMs = clock.monotonic() - startedAt
      const said = this.answerOf(error)?.text ?? messageOf(error)
      log.warn({ ...fields, tookMs, said: said.slice(0, TEXT_LOGGED_MAX) }, 'a venue call failed')
      throw error
    }
  }

  /** A read: any failure becomes VENUE_UNREACHABLE, which is never an empty answer. */
  async read<T>(options: ReadOptions, send: () => Promise<T>): Promise<T> {
    try {
      return await this.call({ purpose: 'proof', ...options }, send)
    } catch (cause) {
      throw this.unreachable(options.what, cause)
    }
  }

  /** A read that tells apart a key which the venue does not accept: FORBIDDEN. */
  async readWithKey<T>(options: ReadOptions, send: () => Promise<T>): Promise<T> {
    try {
      return await this.call({ purpose: 'proof', ...options }, send)
    } catch (cause) {
      if (!this.#isKeyRefused(cause)) throw this.unreachable(options.what, cause)
      const { name } = this.#options.sheet
      throw new AppError('FORBIDDEN', { public: `${name} does not accept this key.`, cause })
    }
  }

  #isKeyRefused(error: unknown): boolean {
    if (error instanceof Error && error.name === KEY_REFUSED_ERROR) return true
    const answer = this.answerOf(error)
    return answer !== null && answer.code !== null && KEY_REFUSALS.has(answer.code)
  }

  /** The venue's own words for an error that ccxt threw; null when the venue did not answer. */
  answerOf(error: unknown): RefusedAnswer | null {
    return typeof error === 'object' && error !== null ? (this.#answers.get(error) ?? null) : null
  }

  unreachable(what: string, cause: unknown): AppError {
    const { name } = this.#options.sheet
    const answer = this.answerOf(cause)
    const said = answer === null ? messageOf(cause) : `${answer.status} ${answer.text}`
    return new AppError('VENUE_UNREACHABLE', {
      public: `${name} gave no usable answer. Nothing was concluded from it; it is asked again.`,
      internal: `${name}, ${what}: ${said.slice(0, TEXT_LOGGED_MAX)}`,
      cause,
    })
  }

  async #inTime<T>(purpose: Purpose, send: () => Promise<T>): Promise<T> {
    const answered = new AbortController()
    const ms = ANSWER_MS_MAX[purpose]
    const late = this.#options.clock.sleep(ms, answered.signal).then(
      () => {
        throw new Error(`no answer within ${ms} ms`)
      },
      // The answer ends this wait, and won the race already.
      () => new Promise<never>(() => undefined),
    )
    try {
      return await Promise.race([send(), late])
    } finally {
      answered.abort()
    }
  }

  async #takeBudget({ purpose, weight }: CallOptions): Promise<void> {
    const { clock, gate, signal } = this.#options
    const waitMs = gate.take(purpose, weight)
    if (waitMs === null) return
    if (waitMs > BUDGET_WAIT_MS_MAX[purpose] || signal.aborted) throw new BudgetSpent(waitMs)
    // Being stopped is how this wait ends early; the gate has the last word either way.
    await clock.sleep(waitMs, signal).catch(() => undefined)
    const stillMs = gate.take(purpose, weight)
    if (stillMs !== null) throw new BudgetSpent(stillMs)
  }

  /** ccxt's errors carry a class and a sentence; what to conclude needs the status and the code. */
  #listenToAnswers(): void {
    const { client } = this
    const handleErrors = client.handleErrors.bind(client)
    const handleHttpStatusCode = client.handleHttpStatusCode.bind(client)
    client.handleErrors = (...answer) => {
      const [status, , , , headers, body, parsed] = answer
      this.#listenToHeaders(status, headers)
      this.#listenToLimits(parsed)
      return this.#remembering({ status, code: codeIn(parsed), text: String(body) }, () =>
        handleErrors(...answer),
      )
    }
    client.handleHttpStatusCode = (...answer) => {
      const [status, , , , body] = answer
      this.#remembering({ status, code: null, text: String(body) }, () =>
        handleHttpStatusCode(...answer),
      )
    }
  }

  #remembering<T>(answer: RefusedAnswer, work: () => T): T {
    try {
      return work()
    } catch (error) {
      if (typeof error === 'object' && error !== null) this.#answers.set(error, answer)
      throw error
    }
  }

  /** exchangeInfo says what our address may use: a venue may grant more than its usual. */
  #listenToLimits(parsed: unknown): void {
    const shape = limitsShape.safeParse(parsed)
    if (!shape.success) return
    const weight = shape.data.rateLimits.find(
      ({ rateLimitType, interval, intervalNum }) =>
        rateLimitType === 'REQUEST_WEIGHT' && interval === 'MINUTE' && intervalNum === 1,
    )
    if (weight !== undefined) this.#options.gate.tellLimit(weight.limit)
  }

  #listenToHeaders(status: number, headers: unknown): void {
    const { gate } = this.#options
    const used = headerNumber(headers, 'x-mbx-used-weight-1m')
    if (used !== null) gate.tellUsed(used)
    if (status !== 429 && status !== 418) return
    const retryAfterSeconds = headerNumber(headers, 'retry-after')
    gate.close(retryAfterSeconds === null ? SILENCE_DEFAULT_MS : retryAfterSeconds * SECOND_MS)
  }
}

const limitsShape = z.object({
  rateLimits: z.array(
    z.object({
      rateLimitType: z.string(),
      interval: z.string(),
      intervalNum: z.number(),
      limit: z.number().positive(),
    }),
  ),
})

function headerNumber(headers: unknown, name: string): number | null {
  if (typeof headers !== 'object' || headers === null) return null
  for (const [key, value] of Object.entries(headers)) {
    if (key.toLowerCase() !== name) continue
    const number = Number(value)
    return Number.isFinite(number) ? number : null
  }
  return null
}

function codeIn(parsed: unknown): string | null {
  if (typeof parsed !== 'object' || parsed === null || !('code' in parsed)) return null
  return String(parsed.code)
}

/** ccxt names the whole address of a failed request, and that is signed: its query is left out. */
function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return withoutSecrets(message)
}
