'use client'
import { useQuery } from '@tanstack/react-query'
import { accountsQuery } from '#browser/queries/accounts.ts'
import { isInScope, type ScopeChoice } from '#browser/scope.ts'
import type { Proof } from './figure.tsx'
import { useProof } from './use-proof.ts'

/** How far a sum over the scope's accounts can be trusted: as far as the worst of them. */
export function useTotalProof(scope: ScopeChoice): Proof {
  const proofs = useProof()
  const accounts = useQuery(accountsQuery()).data?.items ?? []
  const ids = accounts
    .filter(({ id, clientId, status }) => {
      const isRun = status === 'CONNECTED' || status === 'READ_ONLY'
      return isRun && isInScope(scope, { clientId, accountId: id })
    })
    .map(({ id }) => id)
  return proofs.total(ids)
}
