import { AppError } from '#api/app-error.ts'
import type { Meter } from '#ports/meter.ts'

const UNAUTHENTICATED = 401
const TOO_MANY = 429

/** Counts what a request failed of, where somebody watches how often it happens. */
export function countFailure(meter: Meter, error: unknown): void {
  if (!(error instanceof AppError)) return
  if (error.status === UNAUTHENTICATED) meter.count('auth_fail_total')
  if (error.status === TOO_MANY) meter.count('rate_limited_total')
}
