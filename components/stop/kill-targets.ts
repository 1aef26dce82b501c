import type { AccountView } from '#api/codecs/client.ts'
import type { KillScope } from '#api/codecs/kill.ts'
import type { ScopeChoice } from '#browser/scope.ts'

/** Something that the switch can be pressed for. */
export type KillTarget = { readonly key: string; readonly label: string; readonly scope: KillScope }

/**
 * What the switch can be pressed for on a page: what is in view, and smaller parts of it. A firm has venues, an
 * account has books.
 */
export function killTargets(
  { clientId, accountId }: ScopeChoice,
  accounts: readonly Pick<AccountView, 'id' | 'venueId' | 'books'>[],
): readonly KillTarget[] {
  if (accountId !== null) {
    const books = accounts.find(({ id }) => id === accountId)?.books ?? []
    return [
      { key: 'account', label: 'The whole account', scope: { kind: 'account', id: accountId } },
      ...books.map(
        ({ id, name }): KillTarget => ({
          key: id,
          label: `Book ${name}`,
          scope: { kind: 'book', id },
        }),
      ),
    ]
  }
  if (clientId !== null) {
    return [{ key: 'client', label: 'The whole client', scope: { kind: 'client', id: clientId } }]
  }
  const venues = [...new Set(accounts.map(({ venueId }) => venueId))].toSorted()
  return [
    { key: 'firm', label: 'The whole firm', scope: { kind: 'firm' } },
    ...venues.map(
      (id): KillTarget => ({ key: id, label: `All at ${id}`, scope: { kind: 'venue', id } }),
    ),
  ]
}
