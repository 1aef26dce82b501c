import type { Clock } from '#ports/clock.ts'
import type { Log } from '#ports/log.ts'
import type { Bell } from './bell.ts'

export const FAILURE_DELAY_MS_FIRST = 250
export const FAILURE_DELAY_MS_MAX = 10_000

export type Repeated = {
  /** For the log. */
  readonly name: string
  /** Asked again before each round where it changes. */
  readonly everyMs: number | (() => number)
  /** Rings the next round in early. */
  readonly bell: Bell
  readonly signal: AbortSignal
  readonly clock: Clock
  readonly log: Log
}

/**
 * Runs the work now, at every ring and at least every `everyMs`, until `signal` aborts; never two at a time. A
 * round that fails is logged and, after a delay that grows with each failure in a row, tried again: nothing is
 * lost by a failed round, because every round starts from what is stored.
 */
export async function repeat(
  { name, everyMs, bell, signal, clock, log }: Repeated,
  work: () => Promise<void>,
): Promise<void> {
  let failures = 0
  while (!signal.aborted) {
    try {
      await work()
      failures = 0
    } catch (error) {
      if (signal.aborted) return
      failures += 1
      log.warn({ err: error, round: name, failures }, 'a round failed and is repeated')
      const delayMs = Math.min(FAILURE_DELAY_MS_FIRST * 2 ** (failures - 1), FAILURE_DELAY_MS_MAX)
      await clock.sleep(delayMs, signal).catch(() => undefined)
      continue
    }
    await bell.wait(typeof everyMs === 'number' ? everyMs : everyMs(), signal)
  }
}
