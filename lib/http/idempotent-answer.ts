import { createHash } from 'node:crypto'
import { AppError } from '#api/app-error.ts'
import type { NewIdempotencyKey, StoredAnswer } from '#store/idempotency-keys.ts'
import type { IdempotentRequest } from '#usecases/make-effect.ts'

export type Answer = { readonly status: number; readonly body: string }

/** Ends a transaction whose answer was already given: the key's own. */
export class Replay extends Error {
  override readonly name = 'Replay'
  readonly answer: Answer

  constructor(answer: Answer) {
    super('the answer to this key was given before')
    this.answer = answer
  }
}

export type IdempotentAnswer = IdempotentRequest & {
  /** The answer as it was stored, once the effect has run. */
  answer(): Answer | null
}

const KEY = /^[\x21-\x7e]{1,255}$/

/** Ties a request's Idempotency-Key to its effect: the key and its answer commit with it or not at all. */
export function idempotentAnswer(
  key: NewIdempotencyKey,
  answerOf: (result: unknown) => Answer,
): IdempotentAnswer {
  let answer: Answer | null = null
  return {
    key,
    whenTaken: (stored) => whenTaken(key, stored),
    answerOf(result) {
      answer = answerOf(result)
      return answer
    },
    answer: () => answer,
  }
}

function whenTaken({ fingerprint }: NewIdempotencyKey, stored: StoredAnswer | null): Error {
  if (stored !== null && stored.fingerprint !== fingerprint) return mismatch()
  if (stored?.state !== 'DONE' || stored.status === null || stored.body === null) {
    return inProgress()
  }
  return new Replay({ status: stored.status, body: stored.body })
}

/** The key that a request carries. Throws when it has none or one that is no key. */
export function requireIdempotencyKey(headers: Headers): string {
  const key = headers.get('idempotency-key')
  if (key === null) {
    throw new AppError('IDEMPOTENCY_KEY_REQUIRED', {
      public:
        'Expected an Idempotency-Key header: a new one per intention, the same for its repeats.',
    })
  }
  if (KEY.test(key)) return key
  throw new AppError('INVALID_INPUT', {
    public: 'Expected an Idempotency-Key of 1 to 255 visible ASCII characters.',
  })
}

/** Equal for the same request, however its JSON is spelled. */
export function fingerprintOf(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts, sortedKeys)).digest('hex')
}

function sortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}

function mismatch(): AppError {
  return new AppError('IDEMPOTENCY_MISMATCH', {
    public: 'This Idempotency-Key was used for another request: make a new one.',
  })
}

function inProgress(): AppError {
  return new AppError('IDEMPOTENCY_IN_PROGRESS', {
    public: 'The request with this Idempotency-Key is still running: ask again in a second.',
    retryAfterSeconds: 1,
  })
}
