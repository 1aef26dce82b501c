import type { BreakView, ReconciliationView } from '#api/codecs/proof.ts'
import type { Trading } from '#store/trading-state.ts'

/** Reasons that the proof gives and takes back by itself; a person's reasons are left alone. */
export const CLOCK_SKEW_REASON = 'CLOCK_SKEW'
export const BREAK_UNRESOLVED_REASON = 'BREAK_UNRESOLVED'
/** The account came out of a backup: the venue knows more than we do until the books are proven. */
export const RESTORED_REASON = 'RESTORED'

/**
 * What the breaks mean for trading; null leaves it as it is. With a venue whose clock is wrong, and with a
 * difference that nobody could explain in time, only what reduces risk is placed. Whatever a person decided stays.
 */
export function tradingAfter(
  current: Trading,
  {
    breaks,
    outcome,
  }: {
    readonly breaks: readonly BreakView[]
    readonly outcome: ReconciliationView['outcome']
  },
): Trading | null {
  if (current.reason === RESTORED_REASON && outcome !== 'PROVEN') return null
  const isOurs =
    current.state === 'ACTIVE' ||
    current.reason === RESTORED_REASON ||
    current.reason === CLOCK_SKEW_REASON ||
    current.reason === BREAK_UNRESOLVED_REASON
  if (!isOurs) return null
  const next = wished(breaks)
  return next.state === current.state && next.reason === current.reason ? null : next
}

function wished(breaks: readonly BreakView[]): Trading {
  if (breaks.some(({ cause }) => cause === 'CLOCK_SKEW')) {
    return { state: 'REDUCING', reason: CLOCK_SKEW_REASON }
  }
  if (breaks.some(({ state }) => state === 'UNRESOLVED')) {
    return { state: 'REDUCING', reason: BREAK_UNRESOLVED_REASON }
  }
  return { state: 'ACTIVE', reason: null }
}
