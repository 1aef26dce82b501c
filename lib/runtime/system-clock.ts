import { setTimeout as sleep } from 'node:timers/promises'
import { unixMsOf } from '#core/time/time.ts'
import type { Clock } from '#ports/clock.ts'

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => unixMsOf(Date.now()),
  monotonic: () => performance.now(),
  sleep: (ms, signal) => sleep(ms, undefined, signal === undefined ? {} : { signal }),
}
