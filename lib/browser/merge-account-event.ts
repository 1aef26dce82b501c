import type { QueryClient } from '@tanstack/react-query'
import { listAccounts } from '#api/accounts.ts'
import { fillCodec } from '#api/codecs/fill.ts'
import { orderCodec } from '#api/codecs/order.ts'
import type { CallInput, CallResult } from '#api/endpoint.ts'
import { listFills } from '#api/fills.ts'
import { listKillRuns } from '#api/kill.ts'
import { getOrder, listOrders } from '#api/orders.ts'
import { listBalances, listPositions } from '#api/portfolio.ts'
import { getBooksStrip, getBreak, listBooks, listBreaks, listReconciliations } from '#api/proof.ts'
import { getOverview } from '#api/reports.ts'
import type { AccountEvent, AccountEventType } from '#api/stream.ts'
import { isOpen } from '#core/orders/order-state.ts'
import { mergeListItem } from './merge-list-item.ts'
import { orderQuery } from './queries/orders.ts'
import type { Refetcher } from './refetcher.ts'

type Caches = { readonly queryClient: QueryClient; readonly refetcher: Refetcher }
type OrderView = CallResult<typeof getOrder>
type FillView = CallResult<typeof listFills>['items'][number]

/** What each kind of event makes old. Values at marks are made by the server, so they are read again. */
const MADE_OLD: Readonly<Record<AccountEventType, readonly string[]>> = {
  order: [getOverview.name],
  fill: [listPositions.name, listBalances.name, getOverview.name],
  position: [listPositions.name, getOverview.name],
  balance: [listBalances.name, getOverview.name],
  reconciliation: [listBooks.name, listReconciliations.name],
  break: [listBooks.name, listBreaks.name, getBreak.name, getBooksStrip.name, getOverview.name],
  account: [listAccounts.name, getOverview.name],
  kill: [listKillRuns.name, listAccounts.name],
}

const EVERYTHING: readonly string[] = [
  ...new Set([...Object.values(MADE_OLD).flat(), listOrders.name, getOrder.name, listFills.name]),
]

/** Brings the caches up to date with one event of an account. Safe to repeat, and in any order. */
export function mergeAccountEvent({ queryClient, refetcher }: Caches, event: AccountEvent): void {
  if (event.type === 'order') {
    const order = orderCodec.safeParse(event.data)
    if (order.success) mergeOrder(queryClient, order.data)
    else refetcher.refetch(listOrders.name, getOrder.name)
  }
  if (event.type === 'fill') {
    const fill = fillCodec.safeParse(event.data)
    if (fill.success) mergeFill(queryClient, fill.data)
    else refetcher.refetch(listFills.name)
  }
  refetcher.refetch(...MADE_OLD[event.type])
}

/** Reads everything of accounts again: events may have been missed. */
export function refetchAccounts(refetcher: Refetcher): void {
  refetcher.refetch(...EVERYTHING)
}

/** Also for the answer of a placed or canceled order, which may arrive before or after its event. */
export function mergeOrder(queryClient: QueryClient, order: OrderView): void {
  mergeListItem<OrderView, CallInput<typeof listOrders>>(queryClient, {
    name: listOrders.name,
    item: order,
    isSame: ({ id }) => id === order.id,
    isOlderThan: ({ updatedAt }) => order.updatedAt < updatedAt,
    belongsIn: ({ state, ...filter }) =>
      isShown(filter, order) && (state === undefined || (state === 'open') === isOpen(order.state)),
  })
  queryClient.setQueryData(orderQuery(order.id).queryKey, (known) =>
    known === undefined || order.updatedAt < known.updatedAt ? known : order,
  )
}

function mergeFill(queryClient: QueryClient, fill: FillView): void {
  mergeListItem<FillView, CallInput<typeof listFills>>(queryClient, {
    name: listFills.name,
    item: fill,
    isSame: ({ id }) => id === fill.id,
    // A fill never changes.
    isOlderThan: () => true,
    belongsIn: ({ orderId, from, to, ...filter }) =>
      isShown(filter, fill) &&
      (orderId === undefined || orderId === fill.orderId) &&
      (from === undefined || from <= fill.venueAt) &&
      (to === undefined || fill.venueAt < to),
  })
}

type Filter = Partial<Record<'accountId' | 'clientId' | 'instrumentId', string | undefined>>

function isShown(filter: Filter, item: Readonly<Required<Record<keyof Filter, string>>>): boolean {
  const keys = ['accountId', 'clientId', 'instrumentId'] as const
  return keys.every((key) => filter[key] === undefined || filter[key] === item[key])
}
