import type { Overview } from '#api/codecs/report.ts'
import { isInScope, type ScopeChoice } from '#browser/scope.ts'

/** Something that will not go away without a person, and where to act. */
export type Need = {
  readonly key: string
  readonly tone: 'stop' | 'attention'
  readonly text: string
  readonly where: string
  readonly path: '/desk/accounts' | '/desk/orders'
  readonly scope: ScopeChoice
}

type ClientSummary = Overview['clients'][number]
type AccountSummary = ClientSummary['accounts'][number]

/** What waits for a person in the scope, the worst first. */
export function needsOf(overview: Overview, scope: ScopeChoice): readonly Need[] {
  const needs = overview.clients.flatMap((client) =>
    client.accounts
      .filter(({ accountId }) => isInScope(scope, { clientId: client.clientId, accountId }))
      .flatMap((account) => needsOfAccount(client, account)),
  )
  return needs.toSorted((a, b) => Number(b.tone === 'stop') - Number(a.tone === 'stop'))
}

function needsOfAccount(client: ClientSummary, account: AccountSummary): readonly Need[] {
  const { totals, tradingState, status } = account
  const about = {
    where: `${client.name} / ${account.name}`,
    scope: { clientId: client.clientId, accountId: account.accountId },
  }
  const accounts = { ...about, path: '/desk/accounts' as const }
  const found: readonly (Omit<Need, 'key'> | null)[] = [
    totals.openBreaks === 0
      ? null
      : { ...accounts, tone: 'stop', text: counted(totals.openBreaks, 'open break') },
    (totals.inDoubtOrders ?? 0) === 0
      ? null
      : {
          ...about,
          tone: 'attention',
          text: `${counted(totals.inDoubtOrders ?? 0, 'order')} in doubt`,
          path: '/desk/orders',
        },
    tradingState === 'ACTIVE'
      ? null
      : { ...accounts, tone: 'attention', text: `Trading is ${tradingState}` },
    status === 'REFUSED' ? { ...accounts, tone: 'stop', text: 'The venue key was refused' } : null,
  ]
  return found
    .filter((need) => need !== null)
    .map((need) => ({ ...need, key: `${account.accountId}:${need.text}` }))
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
