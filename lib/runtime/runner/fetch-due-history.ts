import { SECOND_MS } from '#core/time/time.ts'
import { inspectInThread } from '#runtime/datasets/inspect-in-thread.ts'
import type { RunnerHouse } from '#runtime/runner-context.ts'
import { runDueFetch } from '#usecases/datasets/run-due-fetch.ts'
import type { ResearchRound } from './run-research.ts'

/** A schedule says minutes: this is soon enough after them. */
export const HISTORY_LOOK_EVERY_MS = 5 * SECOND_MS

/** Fetches the history that is due, one dataset after the other: venues share their budget with the orders. */
export async function fetchDueHistory(
  house: RunnerHouse,
  { instance, signal }: ResearchRound,
): Promise<void> {
  const openVenuePublic = house.venues.openVenuePublic.bind(house.venues)
  const ctx = { ...house, inspect: inspectInThread, runner: instance, openVenuePublic }
  let hadAny = true
  while (hadAny && !signal.aborted) hadAny = await runDueFetch(ctx, signal)
}
