import { SECOND_MS, type UnixMs } from '#core/time/time.ts'
import { BREAK_CAUSES, type BreakCause } from './break-cause.ts'

export type BreakState = 'SUSPECT' | 'OPEN' | 'UNRESOLVED' | 'RESOLVED'

/** How long one disagreement has lived and what was seen of it. */
export type BreakLife = {
  readonly cause: BreakCause
  readonly state: BreakState
  /** Reconciliations that saw it. */
  readonly reads: number
  /** Reconciliations in a row that found the books in agreement since it was last seen. */
  readonly cleanReads: number
  readonly firstSeenAt: UnixMs
  readonly openedAt: UnixMs | null
  readonly lastSeenAt: UnixMs
  readonly resolvedAt: UnixMs | null
}

/** A difference that one read shows may be a read's bad moment; two in a row are a break. */
export const READS_UNTIL_OPEN = 2
/** The budget: a difference that this many reads could not explain needs a person. */
export const READS_UNTIL_UNRESOLVED = 20
/** What happened is told of until the books were proven so often in a row. */
export const CLEAN_READS_UNTIL_RESOLVED = 2
/** A suspicion is looked into at once, not at the next regular read. */
export const SUSPECT_RECHECK_MS = 2 * SECOND_MS

/** A reconciliation saw the disagreement, for the first time (`life` is null) or again. */
export function seeBreak(
  life: BreakLife | null,
  seen: { cause: BreakCause; at: UnixMs },
): BreakLife {
  const isNew = life === null || life.state === 'RESOLVED'
  const reads = isNew ? 1 : life.reads + 1
  const state = stateAfter(seen.cause, reads)
  const wasOpenedAt = isNew ? null : life.openedAt
  return {
    cause: seen.cause,
    state,
    reads,
    cleanReads: 0,
    firstSeenAt: isNew ? seen.at : life.firstSeenAt,
    openedAt: wasOpenedAt ?? (state === 'SUSPECT' ? null : seen.at),
    lastSeenAt: seen.at,
    resolvedAt: null,
  }
}

function stateAfter(cause: BreakCause, reads: number): BreakState {
  if (BREAK_CAUSES[cause] === 'event') return 'OPEN'
  if (reads < READS_UNTIL_OPEN) return 'SUSPECT'
  return reads < READS_UNTIL_UNRESOLVED ? 'OPEN' : 'UNRESOLVED'
}

/**
 * A reconciliation read the venue and found no trace of the disagreement. A mere suspicion ends at once; what
 * was open ends after enough clean reads in a row. A reconciliation that failed says nothing: do not call this.
 */
export function missBreak(life: BreakLife, at: UnixMs): BreakLife {
  if (life.state === 'RESOLVED') return life
  const cleanReads = life.cleanReads + 1
  const isOver = life.state === 'SUSPECT' || cleanReads >= CLEAN_READS_UNTIL_RESOLVED
  return isOver
    ? { ...life, cleanReads, state: 'RESOLVED', resolvedAt: at }
    : { ...life, cleanReads }
}

/**
 * A person took note. That ends what merely happened; a difference stays until it is gone or booked.
 */
export function acknowledgeBreak(life: BreakLife, at: UnixMs): BreakLife {
  if (life.state === 'RESOLVED' || BREAK_CAUSES[life.cause] === 'difference') return life
  return { ...life, state: 'RESOLVED', resolvedAt: at }
}
