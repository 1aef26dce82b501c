import { fromWireId, toWireId } from '#api/codecs/id.ts'

/** Whose data a page shows: the firm's, one client's or one account's. It lives in the address. */
export type ScopeChoice = { readonly clientId: string | null; readonly accountId: string | null }

export const FIRM_SCOPE: ScopeChoice = { clientId: null, accountId: null }

type Params = Readonly<Record<string, string | readonly string[] | undefined>>

/** Reads the scope of an address. What is no id is no scope. */
export function scopeOfParams(params: Params): ScopeChoice {
  return {
    clientId: idOf('client', params['client']),
    accountId: idOf('account', params['account']),
  }
}

/** The same from the browser's own address. */
export function scopeOfSearch(search: { get(name: string): string | null }): ScopeChoice {
  return scopeOfParams({
    client: search.get('client') ?? undefined,
    account: search.get('account') ?? undefined,
  })
}

/** An address that keeps the scope. Other parameters of `path` stay. */
export function inScope(path: string, scope: ScopeChoice): string {
  const [pathname = path, search = ''] = path.split('?')
  const params = new URLSearchParams(search)
  params.delete('client')
  params.delete('account')
  if (scope.clientId !== null) params.set('client', toWireId('client', scope.clientId))
  if (scope.accountId !== null) params.set('account', toWireId('account', scope.accountId))
  const text = params.toString()
  return text === '' ? pathname : `${pathname}?${text}`
}

/** What a list is asked for in a scope: the narrowest that is chosen. */
export function scopeInput(
  scope: ScopeChoice,
): { readonly accountId: string } | { readonly clientId: string } | Record<never, never> {
  if (scope.accountId !== null) return { accountId: scope.accountId }
  if (scope.clientId !== null) return { clientId: scope.clientId }
  return {}
}

/** Whether a thing of an account belongs to the scope. */
export function isInScope(
  scope: ScopeChoice,
  owner: { readonly clientId: string; readonly accountId: string },
): boolean {
  if (scope.accountId !== null) return owner.accountId === scope.accountId
  return scope.clientId === null || owner.clientId === scope.clientId
}

function idOf(kind: 'client' | 'account', text: string | readonly string[] | undefined) {
  return typeof text === 'string' ? fromWireId(kind, text) : null
}
