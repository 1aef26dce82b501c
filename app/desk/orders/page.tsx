import type { Metadata } from 'next'
import * as market from '#api/market.ts'
import * as orders from '#api/orders.ts'
import { instrumentsQuery } from '#browser/queries/markets.ts'
import { ordersPagesQuery, ordersQuery } from '#browser/queries/orders.ts'
import { scopeOfParams } from '#browser/scope.ts'
import {
  closedOrdersInput,
  openOrdersInput,
  orderFilterOf,
} from '#components/orders/order-filter.ts'
import { OrdersPage } from '#components/orders/orders-page.tsx'
import { page } from '#http/page.ts'
import { listInstruments } from '#usecases/market/list-instruments.ts'
import { listOrders } from '#usecases/orders/list-orders.ts'
import { Prefetched, reading, readingPages } from '../../prefetched.tsx'
import type { SearchProps } from '../../search-props.ts'

export const metadata: Metadata = { title: 'Orders' }

export default async function DeskOrdersPage({ searchParams }: SearchProps) {
  const ctx = await page('orders:read')
  const params = await searchParams
  const filter = orderFilterOf(params, scopeOfParams(params))
  const list = [orders.listOrders, listOrders] as const
  return (
    <Prefetched
      readings={[
        reading(ctx, instrumentsQuery(), [market.listInstruments, listInstruments]),
        filter.tab === 'open'
          ? reading(ctx, ordersQuery(openOrdersInput(filter)), list)
          : readingPages(ctx, ordersPagesQuery(closedOrdersInput(filter)), list),
      ]}
    >
      <OrdersPage filter={filter} />
    </Prefetched>
  )
}
