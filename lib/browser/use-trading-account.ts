'use client'
import { useQuery } from '@tanstack/react-query'
import type { AccountView } from '#api/codecs/client.ts'
import type { Instrument } from '#core/market/instrument.ts'
import { accountsQuery } from './queries/accounts.ts'
import type { ScopeChoice } from './scope.ts'
import { useTicket } from './stores/ticket.ts'
import { accountOfChoice, accountsForTicket } from './trading-account.ts'

/** The accounts that may trade an instrument in a scope, and the one that the ticket trades for. */
export function useTradingAccount(
  { venueId }: Pick<Instrument, 'venueId'>,
  scope: ScopeChoice,
): { readonly choices: readonly AccountView[]; readonly account: AccountView | null } {
  const accounts = useQuery(accountsQuery()).data?.items ?? NONE
  const chosenId = useTicket((ticket) => ticket.accountId)
  const choices = accountsForTicket(accounts, venueId, scope)
  return { choices, account: accountOfChoice(choices, chosenId) }
}

const NONE: readonly AccountView[] = []
