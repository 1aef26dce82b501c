import type { UnixMs } from '#core/time/time.ts'

/** What the comparisons within one bucket of time said; GAP: some account was not compared. */
export const STRIP_STATES = ['PROVEN', 'GAP', 'SUSPECT', 'BROKEN'] as const
export type StripState = (typeof STRIP_STATES)[number]

/** The comparisons of one venue's accounts within one bucket. */
export type StripTick = {
  /** Counted from the strip's beginning. */
  readonly bucket: number
  /** The worst that any of them said. */
  readonly worst: Exclude<StripState, 'GAP'>
  /** How many accounts were compared at least once. */
  readonly accounts: number
  readonly checks: number
}

/** Equal buckets side by side, [from, to). */
export type StripRun = {
  readonly from: UnixMs
  readonly to: UnixMs
  readonly state: StripState
  readonly checks: number
}

export type Strip = {
  /** A whole number of steps after which the strip ends, the running bucket included. */
  readonly from: UnixMs
  readonly stepMs: number
  readonly now: UnixMs
  /** Since when each of the venue's accounts is there to be compared. */
  readonly accountsSince: readonly UnixMs[]
  readonly ticks: readonly StripTick[]
}

/**
 * A venue's day as runs of equal buckets, oldest first. Before its first account there is nothing; a bucket in
 * which an account that was there throughout was not compared is a gap, unless something worse was said in it. The
 * bucket that still runs is left out until something was said.
 */
export function stripRuns(strip: Strip): StripRun[] {
  const ticks = new Map(strip.ticks.map((tick) => [tick.bucket, tick]))
  const buckets = Math.ceil((strip.now - strip.from) / strip.stepMs)
  const runs: StripRun[] = []
  for (let bucket = 0; bucket < buckets; bucket++) {
    const state = stateOfBucket(strip, bucket, ticks.get(bucket))
    if (state === null) continue
    const from = (strip.from + bucket * strip.stepMs) as UnixMs
    const to = (from + strip.stepMs) as UnixMs
    const checks = ticks.get(bucket)?.checks ?? 0
    const last = runs.at(-1)
    if (last?.state === state && last.to === from) {
      runs[runs.length - 1] = { ...last, to, checks: last.checks + checks }
    } else runs.push({ from, to, state, checks })
  }
  return runs
}

function stateOfBucket(
  { from, stepMs, now, accountsSince }: Strip,
  bucket: number,
  tick: StripTick | undefined,
): StripState | null {
  const start = from + bucket * stepMs
  const present = accountsSince.filter((since) => since <= start).length
  const isRunning = start + stepMs > now
  if (tick === undefined) return present === 0 || isRunning ? null : 'GAP'
  if (tick.worst !== 'PROVEN') return tick.worst
  return tick.accounts < present && !isRunning ? 'GAP' : 'PROVEN'
}
