import { type ScopeChoice, scopeInput } from '#browser/scope.ts'
import { type InstrumentId, instrumentIdOf, parseInstrumentId } from '#core/market/instrument.ts'

export const ORDER_TABS = ['open', 'history', 'fills', 'transfers'] as const
export type OrderTab = (typeof ORDER_TABS)[number]

/** What the orders page shows; it lives in the address. */
export type OrderFilter = {
  readonly tab: OrderTab
  readonly scope: ScopeChoice
  readonly instrumentId: InstrumentId | null
  /** What was typed into the filter. */
  readonly text: string
}

export const OPEN_ORDERS_SHOWN = 200
export const HISTORY_PAGE_SIZE = 50

/** Reads the filter of an address; what makes no sense is left out. */
export function orderFilterOf(
  params: Readonly<Record<string, string | readonly string[] | undefined>>,
  scope: ScopeChoice,
): OrderFilter {
  const { tab, instrument, filter } = params
  return {
    tab: ORDER_TABS.find((known) => known === tab) ?? 'open',
    scope,
    instrumentId: instrumentOf(instrument),
    text: typeof filter === 'string' ? filter : '',
  }
}

export function ordersPath({ tab, instrumentId, text: typed }: Omit<OrderFilter, 'scope'>): string {
  const params = new URLSearchParams()
  if (tab !== 'open') params.set('tab', tab)
  if (instrumentId !== null) params.set('instrument', instrumentId)
  if (typed !== '') params.set('filter', typed)
  const text = params.toString()
  return text === '' ? '/desk/orders' : `/desk/orders?${text}`
}

/** What the open tab reads: all that is open, in one page. */
export function openOrdersInput(filter: Listed) {
  return { ...listInput(filter), state: 'open' as const, limit: OPEN_ORDERS_SHOWN }
}

/** What the history tab reads, page after page. */
export function closedOrdersInput(filter: Listed) {
  return { ...listInput(filter), state: 'closed' as const, limit: HISTORY_PAGE_SIZE }
}

type Listed = Pick<OrderFilter, 'scope' | 'instrumentId'>

function listInput({ scope, instrumentId }: Listed) {
  return { ...scopeInput(scope), ...(instrumentId === null ? {} : { instrumentId }) }
}

function instrumentOf(text: string | readonly string[] | undefined): InstrumentId | null {
  if (typeof text !== 'string') return null
  try {
    return instrumentIdOf(parseInstrumentId(text))
  } catch {
    return null
  }
}
