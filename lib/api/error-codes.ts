/**
 * Everything a caller may be told went wrong, with the HTTP status it travels under. Refusals of an order by
 * risk, state or market are not errors: they are orders in state DENIED.
 */
export const ERROR_STATUS = {
  INVALID_INPUT: 400,
  UNKNOWN_FIELD: 400,
  CURSOR_MISMATCH: 400,
  IDEMPOTENCY_KEY_REQUIRED: 400,
  UNAUTHENTICATED: 401,
  INVALID_CREDENTIALS: 401,
  FORBIDDEN: 403,
  CROSS_ORIGIN: 403,
  NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  CONFLICT: 409,
  IDEMPOTENCY_IN_PROGRESS: 409,
  NOT_POSSIBLE_NOW: 409,
  GONE: 410,
  BODY_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  IDEMPOTENCY_MISMATCH: 422,
  URL_NOT_ALLOWED: 422,
  RATE_LIMITED: 429,
  INTERNAL: 500,
  VENUE_UNREACHABLE: 502,
  UNAVAILABLE: 503,
  DEADLINE_EXCEEDED: 503,
} as const satisfies Record<string, number>

export type ErrorCode = keyof typeof ERROR_STATUS
