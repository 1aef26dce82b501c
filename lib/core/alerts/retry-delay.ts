import { DAY_MS, HOUR_MS, SECOND_MS } from '#core/time/time.ts'

export const RETRY_DELAY_MS_FIRST = SECOND_MS
export const RETRY_DELAY_MS_MAX = HOUR_MS
/** A message that has not arrived in this time is dead: seen by people, sent again only by them. */
export const DELIVERY_LIFE_MS = DAY_MS
/** So many that 2 to their power is beyond any delay. */
const DOUBLINGS_MAX = 20

/** How long to wait after so many failed attempts: a second, then twice as long each time, an hour at most. */
export function retryDelayMs(failedAttempts: number): number {
  const doublings = Math.min(Math.max(failedAttempts - 1, 0), DOUBLINGS_MAX)
  return Math.min(RETRY_DELAY_MS_FIRST * 2 ** doublings, RETRY_DELAY_MS_MAX)
}
