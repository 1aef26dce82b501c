'use client'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import type { ReactNode } from 'react'
import { ordersPagesQuery, ordersQuery } from '#browser/queries/orders.ts'
import { inScope } from '#browser/scope.ts'
import { useInstruments } from '#browser/use-instruments.ts'
import { useOwners } from '#browser/use-owners.ts'
import { EmptyFace } from '#components/ui/faces.tsx'
import { FilterField } from '#components/ui/filter-field.tsx'
import { LinkTabs } from '#components/ui/link-tabs.tsx'
import { Loaded } from '#components/ui/loaded.tsx'
import { LoadedPages } from '#components/ui/loaded-pages.tsx'
import { Panel } from '#components/ui/panel.tsx'
import {
  closedOrdersInput,
  ORDER_TABS,
  type OrderFilter,
  type OrderTab,
  openOrdersInput,
  orderFilterOf,
  ordersPath,
} from './order-filter.ts'
import { matchesOrder } from './order-match.ts'
import { OrderTable } from './order-table.tsx'

const TAB_WORDS: Readonly<Record<OrderTab, string>> = {
  open: 'Open',
  history: 'History',
  fills: 'Fills',
  transfers: 'Transfers',
}

type Props = {
  readonly filter: OrderFilter
  /** What the tabs show that are no orders. */
  readonly fills: ReactNode
  readonly transfers: ReactNode
}

/** Open orders, those that are done, what they traded, and money that moved without a trade. */
export function OrdersPage({ filter, fills, transfers }: Props) {
  const isOfOrders = filter.tab === 'open' || filter.tab === 'history'
  return (
    <>
      <h1 className="sr-only">Orders</h1>
      <Panel
        title="Orders"
        aside={
          <div className="flex flex-wrap items-center gap-3">
            {isOfOrders ? <TextFilter filter={filter} /> : null}
            {filter.tab === 'transfers' ? null : <InstrumentFilter filter={filter} />}
            <Tabs filter={filter} />
          </div>
        }
      >
        {filter.tab === 'open' ? <OpenOrders filter={filter} /> : null}
        {filter.tab === 'history' ? <History filter={filter} /> : null}
        {filter.tab === 'fills' ? fills : null}
        {filter.tab === 'transfers' ? transfers : null}
      </Panel>
    </>
  )
}

function Tabs({ filter }: { readonly filter: OrderFilter }) {
  const tabs = ORDER_TABS.map((tab) => ({
    label: TAB_WORDS[tab],
    href: inScope(ordersPath({ ...filter, tab }), filter.scope),
    isCurrent: filter.tab === tab,
  }))
  return <LinkTabs label="Which orders" tabs={tabs} />
}

function TextFilter({ filter }: { readonly filter: OrderFilter }) {
  return (
    <FilterField
      label="Filter orders"
      placeholder="Client, reason, order"
      value={filter.text}
      pathOf={(text) => inScope(ordersPath({ ...filter, text }), filter.scope)}
    />
  )
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
  const owners = useOwners()
  return (
    <Loaded query={query} what="Open orders">
      {({ items }) => {
        const shown = items.filter((order) => matchesOrder(order, filter.text, owners))
        if (shown.length > 0) return <OrderTable label="Open orders" orders={shown} />
        return (
          <EmptyFace
            text={
              items.length > 0
                ? `No open order matches “${filter.text}”.`
                : 'No open orders. What is placed from a market’s ticket shows here until it is done.'
            }
          />
        )
      }}
    </Loaded>
  )
}

function History({ filter }: { readonly filter: OrderFilter }) {
  const query = useInfiniteQuery(ordersPagesQuery(closedOrdersInput(filter)))
  const owners = useOwners()
  return (
    <LoadedPages query={query} what="Past orders" empty="No order has come to its end yet.">
      {(orders) => {
        const shown = orders.filter((order) => matchesOrder(order, filter.text, owners))
        if (shown.length > 0) return <OrderTable label="Past orders" orders={shown} />
        return <EmptyFace text={`None of the newest ${orders.length} matches “${filter.text}”.`} />
      }}
    </LoadedPages>
  )
}
