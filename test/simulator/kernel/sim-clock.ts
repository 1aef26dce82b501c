import { type UnixMs, unixMsOf } from '#core/time/time.ts'
import type { Clock } from '#ports/clock.ts'
import type { SimProcess } from './sim-process.ts'
import type { World } from './world.ts'

/** When the world begins. */
export const WORLD_BEGAN_AT = Date.UTC(2026, 10, 2)

/** The true time, which no process knows: that of the database and the venue. */
export function trueTime(world: World): UnixMs {
  return unixMsOf(Math.floor(WORLD_BEGAN_AT + world.now))
}

/** What a process believes the time to be. Its wall clock may be wrong, its monotonic one never is. */
export function simClock(world: World, process: SimProcess): Clock {
  return {
    now: () => unixMsOf(Math.floor(WORLD_BEGAN_AT + world.now + process.wallOffsetMs)),
    monotonic: () => world.now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason)
        const timer = world.after(ms, () => world.deliver(process, () => settle(resolve)))
        const onAbort = () => {
          timer.run = null
          reject(signal?.reason)
        }
        const settle = (done: () => void) => {
          signal?.removeEventListener('abort', onAbort)
          done()
        }
        signal?.addEventListener('abort', onAbort, { once: true })
      }),
  }
}
