import { SECOND_MS } from '#core/time/time.ts'
import type { AccountDesk } from './account-desk.ts'

/** A clock that jumps keeps new orders back a second later. */
export const CLOCK_EVERY_MS = SECOND_MS
/** One question is enough to see a second; proofs measure with more. */
const CLOCK_SAMPLES = 1

/** Measures how far the venue's clock is from ours, unless another account there just did: the next claim goes by it. */
export async function watchClock({ ctx: { venue } }: Pick<AccountDesk, 'ctx'>): Promise<void> {
  const ageMs = venue.clockAgeMs?.() ?? Number.POSITIVE_INFINITY
  if (ageMs >= CLOCK_EVERY_MS) await venue.measureClock(CLOCK_SAMPLES)
}
