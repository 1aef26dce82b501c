import type { AccountView, ClientView } from '#api/codecs/client.ts'
import { FIRM_SCOPE, type ScopeChoice } from './scope.ts'

/** A scope as people say it. */
export type ScopeName = {
  readonly scope: ScopeChoice
  /** "Northlight Capital", "Lynk", "Lynk / Main". */
  readonly text: string
  readonly stripe: number | null
}

export type ScopeOwners = {
  readonly firmName: string
  readonly clients: readonly ClientView[]
  readonly accounts: readonly AccountView[]
}

/** Every scope that may be chosen: the firm, then each client followed by its accounts. */
export function scopeNames({ firmName, clients, accounts }: ScopeOwners): readonly ScopeName[] {
  const firm = { scope: FIRM_SCOPE, text: firmName, stripe: null }
  const ofClients = clients
    .filter(({ status }) => status !== 'ARCHIVED')
    .flatMap(({ id, name, stripe }) => [
      { scope: { clientId: id, accountId: null }, text: name, stripe },
      ...accounts
        .filter(({ clientId, archivedAt }) => clientId === id && archivedAt === null)
        .map((account) => ({
          scope: { clientId: id, accountId: account.id },
          text: `${name} / ${account.name}`,
          stripe,
        })),
    ])
  return [firm, ...ofClients]
}

/** What the chosen scope is called, also when it is archived; null when nobody knows it. */
export function nameOfScope(scope: ScopeChoice, owners: ScopeOwners): ScopeName | null {
  const { firmName, clients, accounts } = owners
  const account = accounts.find(({ id }) => id === scope.accountId)
  const clientId = account?.clientId ?? scope.clientId
  if (clientId === null) return { scope, text: firmName, stripe: null }
  const client = clients.find(({ id }) => id === clientId)
  if (client === undefined) return null
  const text = account === undefined ? client.name : `${client.name} / ${account.name}`
  return { scope, text, stripe: client.stripe }
}
