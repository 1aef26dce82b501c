'use client'
import { useQuery } from '@tanstack/react-query'
import { ordersQuery } from '#browser/queries/orders.ts'
import type { ScopeChoice } from '#browser/scope.ts'
import { EmptyFace } from '#components/ui/faces.tsx'
import { Loaded } from '#components/ui/loaded.tsx'
import { Panel } from '#components/ui/panel.tsx'
import type { InstrumentId } from '#core/market/instrument.ts'
import { openOrdersInput } from './order-filter.ts'
import { OrderTable } from './order-table.tsx'

/** The scope's open orders in one market. */
export function MarketOrders({
  instrumentId,
  scope,
}: {
  readonly instrumentId: InstrumentId
  readonly scope: ScopeChoice
}) {
  const query = useQuery(ordersQuery(openOrdersInput({ scope, instrumentId })))
  return (
    <Panel title="Open orders here">
      <Loaded query={query} what="Open orders" rows={1}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyFace text="No open order in this market." />
          ) : (
            <OrderTable label="Open orders in this market" orders={items} isOneMarket />
          )
        }
      </Loaded>
    </Panel>
  )
}
