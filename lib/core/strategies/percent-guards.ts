import type { Entry } from '#core/strategies/orders.ts'

const PERCENT_MAX = 90
const FULL = 100

/** Parameters that most strategies share: how far from the signal's close to leave. */
export const STOP_PERCENT = {
  kind: 'real',
  default: 0,
  min: 0,
  max: PERCENT_MAX,
  step: 0.5,
  label: 'Stop, %',
  help: 'Leaves with a loss this far from the close that gave the signal; 0 for no stop.',
} as const

export const TARGET_PERCENT = {
  kind: 'real',
  default: 0,
  min: 0,
  max: PERCENT_MAX,
  step: 0.5,
  label: 'Target, %',
  help: 'Leaves with a profit this far from the close that gave the signal; 0 for no target.',
} as const

type Percents = { readonly stopPercent: number; readonly targetPercent: number }

/**
 * Makes entries on a signal with guards around the close that gave it: `direction` is 1 for long, -1 for short.
 * Without guards it is one entry, made once.
 */
export function guardedEntry(
  signal: string,
  direction: 1 | -1,
  { stopPercent, targetPercent }: Percents,
): (price: number) => Entry {
  const below = 1 - (direction * stopPercent) / FULL
  const above = 1 + (direction * targetPercent) / FULL
  if (stopPercent > 0 && targetPercent > 0) {
    return (price) => ({ signal, stop: price * below, target: price * above })
  }
  if (stopPercent > 0) return (price) => ({ signal, stop: price * below })
  if (targetPercent > 0) return (price) => ({ signal, target: price * above })
  const entry = { signal }
  return () => entry
}
