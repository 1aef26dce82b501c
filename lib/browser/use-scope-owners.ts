'use client'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { accountsQuery } from './queries/accounts.ts'
import { clientsQuery } from './queries/clients.ts'
import type { ScopeOwners } from './scope-name.ts'

/** Everybody a scope may name. */
export function useScopeOwners(firmName: string): ScopeOwners {
  const clients = useQuery(clientsQuery()).data?.items
  const accounts = useQuery(accountsQuery()).data?.items
  return useMemo(
    () => ({ firmName, clients: clients ?? [], accounts: accounts ?? [] }),
    [firmName, clients, accounts],
  )
}
