'use client'
import { useQuery } from '@tanstack/react-query'
import { ordersQuery } from '#browser/queries/orders.ts'
import type { ScopeChoice } from '#browser/scope.ts'
import { EmptyFace } from '#components/ui/faces.tsx'
import { Loaded } from '#components/ui/loaded.tsx'
import { openOrdersInput } from './order-filter.ts'
import { OrderTable } from './order-table.tsx'

/** The scope's open orders in every market. */
export function OpenOrderList({ scope }: { readonly scope: ScopeChoice }) {
  const query = useQuery(ordersQuery(openOrdersInput({ scope, instrumentId: null })))
  return (
    <Loaded query={query} what="Open orders">
      {({ items }) =>
        items.length === 0 ? (
          <EmptyFace text="No open orders." />
        ) : (
          <OrderTable label="Open orders" orders={items} />
        )
      }
    </Loaded>
  )
}
