'use client'
import { useOwners } from '#browser/use-owners.ts'
import { Scope } from './scope.tsx'

/** Whose it is: the client's mark, the client and the account. */
export function OwnerName({ accountId }: { readonly accountId: string }) {
  const owner = useOwners().get(accountId)
  if (owner === undefined) return <Scope mark={null} client="…" />
  return <Scope mark={owner.stripe} client={owner.clientName} account={owner.account.name} />
}
