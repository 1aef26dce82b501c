import { assert } from '#core/assert.ts'

declare const unit: unique symbol

/** Milliseconds since 1970-01-01T00:00:00Z. The core never asks what time it is, it is told. */
export type UnixMs = number & { readonly [unit]: 'unixMs' }

export const SECOND_MS = 1_000
export const MINUTE_MS = 60 * SECOND_MS
export const HOUR_MS = 60 * MINUTE_MS
export const DAY_MS = 24 * HOUR_MS

/** The last instant that ISO 8601 writes with a four-digit year. */
export const UNIX_MS_MAX = 253_402_300_799_999

/** Brands a number as a time. It is a whole number between 1970 and the end of the year 9999. */
export function unixMsOf(value: number): UnixMs {
  assert(
    Number.isSafeInteger(value) && value >= 0 && value <= UNIX_MS_MAX,
    'a time is whole milliseconds between the years 1970 and 9999',
  )
  return value as UnixMs
}

/** The start of the UTC step that contains the instant: `floorTo(at, MINUTE_MS)`. */
export function floorTo(at: UnixMs, stepMs: number): UnixMs {
  assert(Number.isSafeInteger(stepMs) && stepMs > 0, 'a step is a whole number of milliseconds')
  return (at - (at % stepMs)) as UnixMs
}

/** '2025-04-03T10:00:00.000Z' */
export function toIso(at: UnixMs): string {
  return new Date(at).toISOString()
}
