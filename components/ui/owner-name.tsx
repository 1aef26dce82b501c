'use client'
import { useOwners } from '#browser/use-owners.ts'
import { Stripe } from './stripe.tsx'

/** Whose it is: the client's mark, the client and the account. */
export function OwnerName({ accountId }: { readonly accountId: string }) {
  const owner = useOwners().get(accountId)
  return (
    <span className="inline-flex items-center gap-2 align-middle">
      <Stripe mark={owner?.stripe ?? null} />
      <span>{owner === undefined ? '…' : `${owner.clientName} / ${owner.account.name}`}</span>
    </span>
  )
}
