'use client'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { ordersPagesQuery, ordersQuery } from '#browser/queries/orders.ts'
import { inScope } from '#browser/scope.ts'
import { useInstruments } from '#browser/use-instruments.ts'
import { Button } from '#components/ui/button.tsx'
import { EmptyFace } from '#components/ui/faces.tsx'
import { LinkTabs } from '#components/ui/link-tabs.tsx'
import { Loaded } from '#components/ui/loaded.tsx'
import { Panel } from '#components/ui/panel.tsx'
import {
  closedOrdersInput,
  type OrderFilter,
  openOrdersInput,
  orderFilterOf,
  ordersPath,
} from './order-filter.ts'
import { OrderTable } from './order-table.tsx'

/** Open orders, or the history page after page. */
export function OrdersPage({ filter }: { readonly filter: OrderFilter }) {
  return (
    <div className="flex flex-col gap-3">
      <h1 className="sr-only">Orders</h1>
      <Panel
        title="Orders"
        aside={
          <div className="flex flex-wrap items-center gap-3">
            <InstrumentFilter filter={filter} />
            <Tabs filter={filter} />
          </div>
        }
      >
        {filter.tab === 'open' ? <OpenOrders filter={filter} /> : <History filter={filter} />}
      </Panel>
    </div>
  )
}

function Tabs({ filter }: { readonly filter: OrderFilter }) {
  const tab = (name: OrderFilter['tab'], label: string) => ({
    label,
    href: inScope(ordersPath({ ...filter, tab: name }), filter.scope),
    isCurrent: filter.tab === name,
  })
  return <LinkTabs label="Which orders" tabs={[tab('open', 'Open'), tab('history', 'History')]} />
}

function InstrumentFilter({ filter }: { readonly filter: OrderFilter }) {
  const router = useRouter()
  const instruments = [...useInstruments().keys()].toSorted()
  const choose = (text: string) => {
    const { instrumentId } = orderFilterOf({ instrument: text }, filter.scope)
    router.push(inScope(ordersPath({ ...filter, instrumentId }), filter.scope))
  }
  return (
    <select
      aria-label="Market"
      value={filter.instrumentId ?? ''}
      onChange={(event) => choose(event.target.value)}
      className="h-7 rounded-box border border-line-strong bg-paper px-1"
    >
      <option value="">All markets</option>
      {instruments.map((id) => (
        <option key={id} value={id}>
          {id}
        </option>
      ))}
    </select>
  )
}

function OpenOrders({ filter }: { readonly filter: OrderFilter }) {
  const query = useQuery(ordersQuery(openOrdersInput(filter)))
  return (
    <Loaded query={query} what="Open orders">
      {({ items }) =>
        items.length === 0 ? (
          <EmptyFace text="No open orders. What is placed from a market’s ticket shows here until it is done." />
        ) : (
          <OrderTable label="Open orders" orders={items} />
        )
      }
    </Loaded>
  )
}

function History({ filter }: { readonly filter: OrderFilter }) {
  const query = useInfiniteQuery(ordersPagesQuery(closedOrdersInput(filter)))
  return (
    <Loaded query={query} what="Past orders">
      {({ pages }) => {
        const orders = pages.flatMap(({ items }) => items)
        if (orders.length === 0) return <EmptyFace text="No order has come to its end yet." />
        return (
          <>
            <OrderTable label="Past orders" orders={orders} />
            {query.hasNextPage ? (
              <div className="border-t border-line p-2">
                <Button onClick={() => query.fetchNextPage()} disabled={query.isFetchingNextPage}>
                  Show older
                </Button>
              </div>
            ) : null}
          </>
        )
      }}
    </Loaded>
  )
}
