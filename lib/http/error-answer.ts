import { AppError } from '#api/app-error.ts'
import type { ErrorBody } from '#api/error-body.ts'
import type { Log } from '#ports/log.ts'
import { jsonAnswer } from './json-answer.ts'

const SERVER_ERROR = 500

/** Answers in the one shape that every error of the API has. What a stranger must not know goes to the log. */
export function errorAnswer(error: unknown, requestId: string, log: Log): Response {
  const isPlanned = error instanceof AppError
  const failure = isPlanned ? error : failureOf(error)
  if (!isPlanned) log.error({ err: error, code: failure.code }, 'a request failed')
  else if (failure.status >= SERVER_ERROR) {
    log.warn({ code: failure.code, message: failure.message }, 'a request could not be answered')
  }
  const body: ErrorBody = {
    error: {
      code: failure.code,
      message: failure.publicMessage,
      requestId,
      ...(failure.details === undefined ? {} : { details: failure.details }),
    },
  }
  const headers = new Headers({ 'cache-control': 'no-store' })
  if (failure.retryAfterSeconds !== undefined) {
    headers.set('retry-after', String(failure.retryAfterSeconds))
  }
  return jsonAnswer(JSON.stringify(body), failure.status, headers)
}

/** SQLSTATE classes after which asking again makes sense: lost or refused connections, beaten transactions. */
const PASSING_SQLSTATE = /^(08|53|57P0|40001|40P01|55P03)/
const CANCELED_BY_TIMEOUT = '57014'
const PASSING_SYSTEM_ERROR = /^E(CONNREFUSED|CONNRESET|PIPE|TIMEDOUT|HOSTUNREACH)$/
const POOL_TIMEOUT = /timeout exceeded when trying to connect|Connection terminated/

function failureOf(error: unknown): AppError {
  const code = codeOf(error)
  if (code === CANCELED_BY_TIMEOUT) {
    return new AppError('DEADLINE_EXCEEDED', {
      public: 'This took too long and was stopped: try again.',
      cause: error,
      retryAfterSeconds: 1,
    })
  }
  const isPassing =
    PASSING_SQLSTATE.test(code) ||
    PASSING_SYSTEM_ERROR.test(code) ||
    (error instanceof Error && POOL_TIMEOUT.test(error.message))
  if (isPassing) {
    return new AppError('UNAVAILABLE', {
      public: 'The desk’s database is not answering: try again.',
      cause: error,
      retryAfterSeconds: 1,
    })
  }
  return new AppError('INTERNAL', {
    public: 'This is our mistake. Tell your operator the request id.',
    cause: error,
  })
}

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return ''
  return typeof error.code === 'string' ? error.code : ''
}
