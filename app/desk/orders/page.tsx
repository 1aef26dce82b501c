import type { Metadata } from 'next'
import * as fills from '#api/fills.ts'
import * as market from '#api/market.ts'
import * as orders from '#api/orders.ts'
import * as transfers from '#api/transfers.ts'
import { fillsPagesQuery } from '#browser/queries/fills.ts'
import { instrumentsQuery } from '#browser/queries/markets.ts'
import { ordersPagesQuery, ordersQuery } from '#browser/queries/orders.ts'
import { transfersPagesQuery } from '#browser/queries/transfers.ts'
import { scopeOfParams } from '#browser/scope.ts'
import { FillList } from '#components/fills/fill-list.tsx'
import { fillsInput } from '#components/fills/fills-input.ts'
import {
  closedOrdersInput,
  type OrderFilter,
  openOrdersInput,
  orderFilterOf,
} from '#components/orders/order-filter.ts'
import { OrdersPage } from '#components/orders/orders-page.tsx'
import { TransferList } from '#components/transfers/transfer-list.tsx'
import { transfersInput } from '#components/transfers/transfers-input.ts'
import { page } from '#http/page.ts'
import type { RequestContext } from '#http/request-context.ts'
import { listFills } from '#usecases/fills/list-fills.ts'
import { listInstruments } from '#usecases/market/list-instruments.ts'
import { listOrders } from '#usecases/orders/list-orders.ts'
import { listTransfers } from '#usecases/transfers/list-transfers.ts'
import { Prefetched, type Reading, reading, readingPages } from '../../prefetched.tsx'
import type { SearchProps } from '../../search-props.ts'

export const metadata: Metadata = { title: 'Orders' }

export default async function DeskOrdersPage({ searchParams }: SearchProps) {
  const ctx = await page('orders:read')
  const params = await searchParams
  const filter = orderFilterOf(params, scopeOfParams(params))
  return (
    <Prefetched
      readings={[
        reading(ctx, instrumentsQuery(), [market.listInstruments, listInstruments]),
        listOf(ctx, filter),
      ]}
    >
      <OrdersPage
        filter={filter}
        fills={<FillList scope={filter.scope} instrumentId={filter.instrumentId} />}
        transfers={<TransferList scope={filter.scope} />}
      />
    </Prefetched>
  )
}

/** What the chosen tab shows first. */
function listOf(ctx: RequestContext, filter: OrderFilter): Reading {
  const { scope, instrumentId } = filter
  const list = [orders.listOrders, listOrders] as const
  switch (filter.tab) {
    case 'open':
      return reading(ctx, ordersQuery(openOrdersInput(filter)), list)
    case 'history':
      return readingPages(ctx, ordersPagesQuery(closedOrdersInput(filter)), list)
    case 'fills':
      return readingPages(ctx, fillsPagesQuery(fillsInput(scope, instrumentId)), [
        fills.listFills,
        listFills,
      ])
    case 'transfers':
      return readingPages(ctx, transfersPagesQuery(transfersInput(scope)), [
        transfers.listTransfers,
        listTransfers,
      ])
  }
}
