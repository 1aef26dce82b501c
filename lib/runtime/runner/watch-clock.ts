import { SECOND_MS } from '#core/time/time.ts'
import type { AccountDesk } from './account-desk.ts'

/** A venue's clock is measured so often by all its accounts together: it costs a twentieth of what proofs may. */
export const CLOCK_SPACING_MS = SECOND_MS

export function clockEveryMs({ accountsAtVenue }: Pick<AccountDesk, 'accountsAtVenue'>): number {
  return accountsAtVenue() * CLOCK_SPACING_MS
}

/** Measures how far the venue's clock is from ours: the next claim goes by it. */
export async function watchClock({ ctx }: Pick<AccountDesk, 'ctx'>): Promise<void> {
  await ctx.venue.measureClock()
}
