'use client'
import { usePathname, useRouter } from 'next/navigation'
import type { Me } from '#api/codecs/person.ts'
import { inScope } from '#browser/scope.ts'
import { type ScopeName, scopeNames } from '#browser/scope-name.ts'
import { useStopSheet } from '#browser/stores/stop-sheet.ts'
import { mayStop } from '#browser/use-may.ts'
import { useScopeOwners } from '#browser/use-scope-owners.ts'
import type { CommandItem } from './command-item.ts'

/** Clients and accounts: to be shown, and to be stopped by those who may. */
export function useScopeItems(me: Me | undefined): readonly CommandItem[] {
  const router = useRouter()
  const pathname = usePathname()
  const openStop = useStopSheet((sheet) => sheet.open)
  const names = scopeNames(useScopeOwners(me?.organization.name ?? 'Firm'))
  const shown = names.map((name): CommandItem => {
    const { scope, text, stripe } = name
    return {
      id: `scope:${keyOf(name)}`,
      kind: scope.accountId === null ? 'client' : 'account',
      text,
      hint: scope.clientId === null ? 'whole firm' : undefined,
      stripe,
      run: () => router.push(inScope(pathname, scope)),
    }
  })
  if (me === undefined || !mayStop(me)) return shown
  const stops = names.flatMap((name): readonly CommandItem[] => {
    const about = { kind: 'act', stripe: name.stripe, run: () => openStop(name.scope) } as const
    const key = keyOf(name)
    return [
      { ...about, id: `pause:${key}`, text: `Pause entries of ${name.text}` },
      { ...about, id: `cancel:${key}`, text: `Cancel all orders of ${name.text}` },
      { ...about, id: `resume:${key}`, text: `Resume ${name.text}` },
    ]
  })
  return [...shown, ...stops]
}

function keyOf({ scope: { clientId, accountId } }: ScopeName): string {
  return accountId ?? clientId ?? 'firm'
}
