'use client'
import { useQuery } from '@tanstack/react-query'
import type { KillRunView } from '#api/codecs/kill.ts'
import { killRunsQuery } from '#browser/queries/kill-runs.ts'
import type { ScopeChoice } from '#browser/scope.ts'
import { isInScope } from '#browser/scope.ts'

/** The presses of the kill switch that are in force for something in the scope, newest first. */
export function useKillRuns(
  scope: ScopeChoice,
  refetchInterval: number | false = false,
): readonly KillRunView[] {
  const runs = useQuery({ ...killRunsQuery(), refetchInterval }).data?.items ?? []
  return runs.filter(
    ({ releasedAt, accounts }) =>
      releasedAt === null && accounts.some((account) => isInScope(scope, account)),
  )
}

/** The accounts that such a press keeps halted whole: a pause of their own is not what holds them. */
export function heldAccounts(runs: readonly KillRunView[]): ReadonlySet<string> {
  const halting = runs.filter(({ pauseEntries, scope }) => pauseEntries && scope.kind !== 'book')
  return new Set(halting.flatMap(({ accounts }) => accounts.map(({ accountId }) => accountId)))
}
