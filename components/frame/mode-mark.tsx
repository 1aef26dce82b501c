'use client'
import { useQuery } from '@tanstack/react-query'
import { accountsQuery } from '#browser/queries/accounts.ts'
import type { ScopeChoice } from '#browser/scope.ts'
import { Badge } from '#components/ui/badge.tsx'

/** Says that money here is not real. Live accounts have no mark; a mix says so. */
export function ModeMark({ scope }: { readonly scope: ScopeChoice }) {
  const accounts = useQuery(accountsQuery()).data?.items ?? []
  const modes = new Set(
    accounts
      .filter(({ id }) => scope.accountId === null || id === scope.accountId)
      .filter(({ clientId }) => scope.clientId === null || clientId === scope.clientId)
      .map(({ mode }) => mode),
  )
  const unreal = [...modes].filter((mode) => mode !== 'live').map((mode) => mode.toUpperCase())
  if (unreal.length === 0) return null
  return (
    <Badge tone="paper">
      {modes.has('live') ? `LIVE + ${unreal.join(' + ')}` : unreal.join(' + ')}
    </Badge>
  )
}
