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

/** Guards of a position entered near `price`: `direction` is 1 for long, -1 for short. */
export function guardsAround(
  price: number,
  direction: 1 | -1,
  { stopPercent, targetPercent }: Percents,
): Pick<Entry, 'stop' | 'target'> {
  return {
    ...(stopPercent > 0 && { stop: price * (1 - (direction * stopPercent) / FULL) }),
    ...(targetPercent > 0 && { target: price * (1 + (direction * targetPercent) / FULL) }),
  }
}
