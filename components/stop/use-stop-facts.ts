'use client'
import { useQuery } from '@tanstack/react-query'
import type { AccountView, ClientView } from '#api/codecs/client.ts'
import type { KillRunView } from '#api/codecs/kill.ts'
import { accountsQuery } from '#browser/queries/accounts.ts'
import { booksQuery } from '#browser/queries/books.ts'
import { clientsQuery } from '#browser/queries/clients.ts'
import { openOrdersQuery } from '#browser/queries/orders.ts'
import { isInScope, type ScopeChoice } from '#browser/scope.ts'
import { useKillRuns } from '#browser/use-kill-runs.ts'
import type { UnixMs } from '#core/time/time.ts'
import type { OpenOrder } from './stop-checklist.ts'

/** Events tell of every order; should they fail, the sheet asks as well. */
const ASK_EVERY_MS = 1_000

export type StopFacts = {
  readonly accounts: readonly AccountView[]
  readonly clients: readonly ClientView[]
  readonly openOrders: readonly OpenOrder[]
  /** There are more open orders than one answer holds. */
  readonly isCut: boolean
  readonly lastProvenAt: ReadonlyMap<string, UnixMs | null>
  /** The presses of the kill switch that are in force in the scope. */
  readonly killRuns: readonly KillRunView[]
}

/** What the sheet shows of the accounts in its scope, asked again every second while it is open. */
export function useStopFacts(scope: ScopeChoice): StopFacts {
  const live = { refetchInterval: ASK_EVERY_MS }
  const accounts = useQuery({ ...accountsQuery(), ...live }).data?.items ?? []
  const clients = useQuery(clientsQuery()).data?.items ?? []
  const orders = useQuery({ ...openOrdersQuery(), ...live }).data
  const books = useQuery({ ...booksQuery(), ...live }).data?.items ?? []
  const killRuns = useKillRuns(scope, ASK_EVERY_MS)
  const shown = accountsInScope(accounts, scope)
  const ids = new Set(shown.map(({ id }) => id))
  return {
    accounts: shown,
    clients,
    killRuns,
    openOrders: orders?.items.filter(({ accountId }) => ids.has(accountId)) ?? [],
    isCut: orders !== undefined && orders.nextCursor !== null,
    lastProvenAt: new Map(books.map((each) => [each.accountId, each.lastProvenAt])),
  }
}

/** The living accounts of a scope. */
export function accountsInScope(
  accounts: readonly AccountView[],
  scope: ScopeChoice,
): readonly AccountView[] {
  return accounts.filter(
    ({ id, clientId, archivedAt }) =>
      archivedAt === null && isInScope(scope, { clientId, accountId: id }),
  )
}
