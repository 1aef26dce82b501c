'use client'
import { useQuery } from '@tanstack/react-query'
import type { AccountView } from '#api/codecs/client.ts'
import { accountsQuery } from '#browser/queries/accounts.ts'
import { isInScope, type ScopeChoice } from '#browser/scope.ts'
import { Badge } from '#components/ui/badge.tsx'

/** Says that money here is not real. Live accounts have no mark; a mix says so. */
export function ModeMark({ scope }: { readonly scope: ScopeChoice }) {
  const modes = useModes(scope)
  const unreal = modes.filter((mode) => mode !== 'live').map((mode) => mode.toUpperCase())
  if (unreal.length === 0) return null
  const words = modes.includes('live') ? ['LIVE', ...unreal] : unreal
  return (
    <>
      <span aria-hidden className="absolute inset-x-0 -bottom-px h-px bg-mode-paper" />
      <Badge tone="paper">{words.join(' + ')}</Badge>
    </>
  )
}

function useModes(scope: ScopeChoice): readonly AccountView['mode'][] {
  const accounts = useQuery(accountsQuery()).data?.items ?? []
  const inScope = accounts.filter(({ id, clientId }) =>
    isInScope(scope, { clientId, accountId: id }),
  )
  return [...new Set(inScope.map(({ mode }) => mode))]
}
