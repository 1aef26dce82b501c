import type { Stretch } from '#core/backtest/guards.ts'
import type { Entry } from '#core/strategies/orders.ts'

/** An entry that has been asked for: `direction` is 1 for long, -1 for short. */
export type WaitingEntry = {
  readonly entry: Entry
  readonly direction: number
  /** The first bar in which it may be filled. */
  readonly fromBar: number
}

export type EntryFill = {
  readonly price: number
  /** Whether it was filled by waiting at its price, which pays the maker's fee and slips by nothing. */
  readonly isMaker: boolean
  /** What of the stretch may have come after the fill. */
  readonly rest: Stretch
  /** Whether the worst price of the rest may have come before the fill. */
  readonly isWorstDoubtful: boolean
}

/** Whether it waits for a price instead of taking the next open. */
export function isPriced({ limit, trigger }: Entry): boolean {
  return limit !== undefined || trigger !== undefined
}

/** Where a priced entry is filled within a stretch, or null. A gap through its price fills at the open. */
export function fillEntry(stretch: Stretch, { entry, direction }: WaitingEntry): EntryFill | null {
  const { limit, trigger } = entry
  if (trigger !== undefined) return fillAtTrigger(stretch, direction, trigger)
  return limit === undefined ? null : fillAtLimit(stretch, direction, limit)
}

export function hasExpired({ entry, fromBar }: WaitingEntry, bar: number): boolean {
  return entry.validBars !== undefined && bar >= fromBar + entry.validBars
}

/** All of the best side comes after a trigger, but the worst may have come before: it is taken as after. */
function fillAtTrigger(stretch: Stretch, direction: number, trigger: number): EntryFill | null {
  const { open, high, low } = stretch
  const isLong = direction === 1
  if (isLong ? open >= trigger : open <= trigger) {
    return { price: open, isMaker: false, rest: stretch, isWorstDoubtful: false }
  }
  if (isLong ? high < trigger : low > trigger) return null
  const rest = { ...stretch, open: trigger }
  return { price: trigger, isMaker: false, rest, isWorstDoubtful: true }
}

/** All of the worst side comes after a limit, but of the better one only the close is sure to. */
function fillAtLimit(stretch: Stretch, direction: number, limit: number): EntryFill | null {
  const { open, high, low, close } = stretch
  const isLong = direction === 1
  if (isLong ? open <= limit : open >= limit) {
    return { price: open, isMaker: true, rest: stretch, isWorstDoubtful: false }
  }
  if (isLong ? low > limit : high < limit) return null
  const rest = isLong
    ? { ...stretch, open: limit, high: Math.max(limit, close) }
    : { ...stretch, open: limit, low: Math.min(limit, close) }
  return { price: limit, isMaker: true, rest, isWorstDoubtful: false }
}
