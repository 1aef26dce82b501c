import { ERROR_STATUS, type ErrorCode } from './error-codes.ts'

export type AppErrorOptions = {
  /** What the caller reads: what was expected, what was found, what to do. Never a secret. */
  readonly public: string
  /** What only the operator reads, in the log. */
  readonly internal?: string
  readonly cause?: unknown
  /** Machine-readable particulars for the caller, such as field paths. */
  readonly details?: Readonly<Record<string, unknown>>
  /** Seconds after which a repeat makes sense; sent as Retry-After. */
  readonly retryAfterSeconds?: number
}

/** The web process holds this class more than once: Next bundles its routes apart from what starts them. */
const MARK = Symbol.for('truebook.app-error')

/** A failure with a code from the closed list. Refusals are values and bugs are assertions, not these. */
export class AppError extends Error {
  readonly [MARK] = true
  readonly code: ErrorCode
  readonly publicMessage: string
  readonly details: Readonly<Record<string, unknown>> | undefined
  readonly retryAfterSeconds: number | undefined

  constructor(code: ErrorCode, options: AppErrorOptions) {
    super(options.internal ?? options.public, { cause: options.cause })
    this.name = 'AppError'
    this.code = code
    this.publicMessage = options.public
    this.details = options.details
    this.retryAfterSeconds = options.retryAfterSeconds
  }

  /** Whichever copy of the class made it, a failure is one. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && MARK in value
  }

  get status(): number {
    return ERROR_STATUS[this.code]
  }
}
