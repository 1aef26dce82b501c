import type { AccountView } from '#api/codecs/client.ts'
import type { VenueId } from '#core/market/instrument.ts'
import type { ScopeChoice } from './scope.ts'

/** The accounts that may trade at a venue within the scope. */
export function accountsForTicket(
  accounts: readonly AccountView[],
  venueId: VenueId,
  { clientId, accountId }: ScopeChoice,
): readonly AccountView[] {
  return accounts.filter(
    (account) =>
      account.venueId === venueId &&
      account.status === 'CONNECTED' &&
      (clientId === null || account.clientId === clientId) &&
      (accountId === null || account.id === accountId),
  )
}

/** The chosen one; without a choice only where there is just one to choose: never a guess among clients. */
export function accountOfChoice(
  accounts: readonly AccountView[],
  chosenId: string | null,
): AccountView | null {
  const chosen = accounts.find(({ id }) => id === chosenId)
  if (chosen !== undefined) return chosen
  return accounts.length === 1 ? (accounts[0] ?? null) : null
}

/** Orders by hand go to the account's manual book. */
export function manualBookOf(account: AccountView | null) {
  return account?.books.find(({ kind }) => kind === 'MANUAL') ?? null
}
