import type { RunnerHouse } from '#runtime/runner-context.ts'
import { listOrganizationIds } from '#store/organizations.ts'
import { runNextResearch } from '#usecases/research/run-next.ts'
import { playInThreads } from '../research/research-thread.ts'

/** A notification begins a run at once; this finds those whose notification was lost, or whose runner was. */
export const RESEARCH_EVERY_MS = 10_000

export type ResearchRound = {
  /** This runner's own name. */
  readonly instance: string
  readonly signal: AbortSignal
}

/** One round over the firms, one run of each in turn, until none of them has any that waits. */
export async function runResearch(
  house: RunnerHouse,
  { instance, signal }: ResearchRound,
): Promise<void> {
  const { clock, log } = house
  const organizationIds = await listOrganizationIds(house.database.pool)
  let hadAny = true
  while (hadAny && !signal.aborted) {
    hadAny = false
    for (const organizationId of organizationIds) {
      const { db } = house.withOrganization(organizationId)
      const ctx = { db, clock, log, runner: instance, play: playInThreads }
      if (await runNextResearch(ctx, signal)) hadAny = true
    }
  }
}
