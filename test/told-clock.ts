import { unixMsOf } from '#core/time/time.ts'
import type { Clock } from '#ports/clock.ts'

/** A clock that a test tells. It never moves by itself. */
export type ToldClock = Clock & { advance(ms: number): void }

export function toldClock(startAt: number = Date.now()): ToldClock {
  let now = startAt
  return {
    now: () => unixMsOf(now),
    monotonic: () => now,
    async sleep(ms) {
      now += ms
    },
    advance(ms) {
      now += ms
    },
  }
}
