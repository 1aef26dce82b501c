import type { ErrorCode } from '#api/error-codes.ts'

/** `NETWORK`: no answer arrived. `UNEXPECTED_ANSWER`: one that is not the API's. */
export type CallErrorCode = ErrorCode | 'NETWORK' | 'UNEXPECTED_ANSWER'

export type CallErrorOptions = {
  /** For the person: what was expected, what was found, what to do. */
  readonly message: string
  readonly requestId: string
  /** Null when there was no answer. */
  readonly status: number | null
  readonly details?: Readonly<Record<string, unknown>> | undefined
  readonly retryAfterSeconds?: number | null
  readonly cause?: unknown
}

/** A call that did not get its answer, in the words of the API. */
export class CallError extends Error {
  override readonly name = 'CallError'
  readonly code: CallErrorCode
  readonly requestId: string
  readonly status: number | null
  readonly details: Readonly<Record<string, unknown>>
  readonly retryAfterSeconds: number | null

  constructor(code: CallErrorCode, options: CallErrorOptions) {
    super(options.message, { cause: options.cause })
    this.code = code
    this.requestId = options.requestId
    this.status = options.status
    this.details = options.details ?? {}
    this.retryAfterSeconds = options.retryAfterSeconds ?? null
  }

  /** Whether asking again may help: nobody answered, or the house was busy. */
  get isPassing(): boolean {
    return this.code === 'NETWORK' || this.code === 'UNAVAILABLE' || this.code === 'RATE_LIMITED'
  }
}
