import { fromWireId, toWireId } from '#api/codecs/id.ts'
import type { UnixMs } from '#core/time/time.ts'
import { AS_OF_PARAM, asOfOf, asOfText, hasMoments } from './as-of.ts'

/** Whose data a page shows: the firm's, one client's or one account's. It lives in the address. */
export type ScopeChoice = {
  readonly clientId: string | null
  readonly accountId: string | null
  /** The moment that the page is seen as of; absent while it is live. */
  readonly asOf?: UnixMs
}

export const FIRM_SCOPE: ScopeChoice = { clientId: null, accountId: null }

type Params = Readonly<Record<string, string | readonly string[] | undefined>>

/** Reads the scope of an address. What is no id is no scope. */
export function scopeOfParams(params: Params): ScopeChoice {
  return {
    clientId: idOf('client', params['client']),
    accountId: idOf('account', params['account']),
    ...asOfPart(asOfOf(params[AS_OF_PARAM])),
  }
}

function asOfPart(asOf: UnixMs | undefined): Pick<ScopeChoice, 'asOf'> {
  return asOf === undefined ? {} : { asOf }
}

/** The same from the browser's own address. */
export function scopeOfSearch(search: { get(name: string): string | null }): ScopeChoice {
  return scopeOfParams({
    client: search.get('client') ?? undefined,
    account: search.get('account') ?? undefined,
    [AS_OF_PARAM]: search.get(AS_OF_PARAM) ?? undefined,
  })
}

/** An address that keeps the scope, and its moment where the page has moments. Other parameters of `path` stay. */
export function inScope(path: string, scope: ScopeChoice): string {
  const [pathname = path, search = ''] = path.split('?')
  const params = new URLSearchParams(search)
  params.delete('client')
  params.delete('account')
  if (scope.clientId !== null) params.set('client', toWireId('client', scope.clientId))
  if (scope.accountId !== null) params.set('account', toWireId('account', scope.accountId))
  if (scope.asOf !== undefined && hasMoments(pathname) && !params.has(AS_OF_PARAM))
    params.set(AS_OF_PARAM, asOfText(scope.asOf))
  const text = params.toString()
  return text === '' ? pathname : `${pathname}?${text}`
}

/** The narrowest that is chosen. */
type Narrowest =
  | { readonly accountId: string }
  | { readonly clientId: string }
  | { readonly accountId?: undefined; readonly clientId?: undefined }

/** What a list is asked for in a scope, as of its moment where it has one; lists without moments ignore it. */
export function scopeInput(scope: ScopeChoice): Narrowest & Pick<ScopeChoice, 'asOf'> {
  if (scope.accountId !== null) return { accountId: scope.accountId, ...momentInput(scope) }
  if (scope.clientId !== null) return { clientId: scope.clientId, ...momentInput(scope) }
  return momentInput(scope)
}

/** The same scope as it is now. */
export function liveScope({ clientId, accountId }: ScopeChoice): ScopeChoice {
  return { clientId, accountId }
}

/** The moment alone, for what is asked for as a whole. */
export function momentInput({ asOf }: ScopeChoice): Pick<ScopeChoice, 'asOf'> {
  return asOfPart(asOf)
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
