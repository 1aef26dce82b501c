'use client'
import { useQuery } from '@tanstack/react-query'
import { clientsQuery } from '#browser/queries/clients.ts'
import type { ScopeChoice } from '#browser/scope.ts'
import { classNames } from '#components/ui/class-names.ts'
import { stripeColor } from '#components/ui/stripe.tsx'

/** The chosen client's colour along the whole top of the page: an order for the wrong client is a fat finger. */
export function ScopeEdge({ scope: { clientId } }: { readonly scope: ScopeChoice }) {
  const client = useQuery(clientsQuery()).data?.items.find(({ id }) => id === clientId)
  if (client === undefined) return null
  return (
    <span
      aria-hidden
      className={classNames('absolute inset-x-0 top-0 h-[3px]', stripeColor(client.stripe))}
    />
  )
}
