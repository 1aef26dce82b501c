import { SECOND_MS, type UnixMs } from '#core/time/time.ts'

/** From proven to not known; the first four are what a comparison with the venue said. */
export const BOOKS_STATES = ['PROVEN', 'SUSPECT', 'OPEN', 'UNRESOLVED', 'STALE', 'UNKNOWN'] as const
export type BooksState = (typeof BOOKS_STATES)[number]

/** The simulated exchange is asked every 15 s, or slower with many accounts; a real venue every minute. */
export type ProofRhythm = 'simulated' | 'real'

/** A proof counts for two and a half of its rounds; then the books may have moved away from the venue unseen. */
export const BOOKS_PROOF_AGE_MS_MAX: Readonly<Record<ProofRhythm, number>> = {
  simulated: 45 * SECOND_MS,
  real: 150 * SECOND_MS,
}

/** A comparison in which the venue could be read. One that failed says nothing and is not one. */
export type BooksReading = {
  readonly outcome: 'PROVEN' | 'SUSPECT' | 'BROKEN'
  readonly finishedAt: UnixMs
}

export type UnendedBreakState = 'SUSPECT' | 'OPEN' | 'UNRESOLVED'

/**
 * What may be said of an account's books now. A known disagreement stays one until it ends, however old the
 * reading; without one, old readings prove nothing.
 */
export function booksStateOf(input: {
  readonly latest: BooksReading | null
  readonly breaks: readonly UnendedBreakState[]
  readonly rhythm: ProofRhythm
  readonly now: UnixMs
}): BooksState {
  const { latest, breaks, rhythm, now } = input
  if (breaks.includes('UNRESOLVED')) return 'UNRESOLVED'
  if (breaks.includes('OPEN')) return 'OPEN'
  if (breaks.includes('SUSPECT')) return 'SUSPECT'
  if (latest === null) return 'UNKNOWN'
  if (now - latest.finishedAt > BOOKS_PROOF_AGE_MS_MAX[rhythm]) return 'STALE'
  return STATE_OF_OUTCOME[latest.outcome]
}

const STATE_OF_OUTCOME: Readonly<Record<BooksReading['outcome'], BooksState>> = {
  PROVEN: 'PROVEN',
  SUSPECT: 'SUSPECT',
  BROKEN: 'OPEN',
}
