import type { Clock } from '#ports/clock.ts'
import type { Dice } from '#ports/dice.ts'
import type { Meter } from '#ports/meter.ts'

export const TRANSACTION_ATTEMPTS_MAX = 8
export const RETRY_DELAY_FIRST_MS = 10
export const RETRY_DELAY_MAX_MS = 640

const SERIALIZATION_FAILURE = '40001'
const DEADLOCK_DETECTED = '40P01'

/**
 * Runs `attempt` until it is not beaten by a concurrent transaction, with full jitter in between. What it
 * throws after the last attempt, or for any other cause, is thrown on. `attempt` must have no effect outside
 * its transaction.
 */
export async function retryTransaction<T>(
  { clock, dice, meter }: { clock: Clock; dice: Dice; meter?: Meter },
  attempt: () => Promise<T>,
): Promise<T> {
  for (let failures = 0; ; failures++) {
    try {
      return await attempt()
    } catch (error) {
      if (!isBeaten(error)) throw error
      const isLast = failures + 1 >= TRANSACTION_ATTEMPTS_MAX
      meter?.count(isLast ? 'tx_giveup_total' : 'tx_retry_total')
      if (isLast) throw error
      const ceilingMs = Math.min(RETRY_DELAY_FIRST_MS * 2 ** failures, RETRY_DELAY_MAX_MS)
      await clock.sleep(Math.floor(dice.fraction() * ceilingMs))
    }
  }
}

function isBeaten(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return code === SERIALIZATION_FAILURE || code === DEADLOCK_DETECTED
}
