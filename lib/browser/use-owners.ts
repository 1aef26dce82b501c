'use client'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { AccountView } from '#api/codecs/client.ts'
import { accountsQuery } from './queries/accounts.ts'
import { clientsQuery } from './queries/clients.ts'

/** Whose an account is, as people say it. */
export type Owner = {
  readonly account: AccountView
  readonly clientName: string
  readonly stripe: number | null
}

/** Every account with its client, by the account's id; empty until they are read. */
export function useOwners(): ReadonlyMap<string, Owner> {
  const accounts = useQuery(accountsQuery()).data?.items
  const clients = useQuery(clientsQuery()).data?.items
  return useMemo(() => {
    const stripes = new Map(clients?.map(({ id, stripe }) => [id, stripe]))
    return new Map(
      accounts?.map((account) => [
        account.id,
        {
          account,
          clientName: account.clientName,
          stripe: stripes.get(account.clientId) ?? null,
        },
      ]),
    )
  }, [accounts, clients])
}
