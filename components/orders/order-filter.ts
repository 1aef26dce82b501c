import { type ScopeChoice, scopeInput } from '#browser/scope.ts'
import { type InstrumentId, instrumentIdOf, parseInstrumentId } from '#core/market/instrument.ts'

export type OrderTab = 'open' | 'history'

/** What the orders page shows; it lives in the address. */
export type OrderFilter = {
  readonly tab: OrderTab
  readonly scope: ScopeChoice
  readonly instrumentId: InstrumentId | null
}

export const OPEN_ORDERS_SHOWN = 200
export const HISTORY_PAGE_SIZE = 50

/** Reads the filter of an address; what makes no sense is left out. */
export function orderFilterOf(
  params: Readonly<Record<string, string | readonly string[] | undefined>>,
  scope: ScopeChoice,
): OrderFilter {
  const tab = params['state'] === 'history' ? 'history' : 'open'
  return { tab, scope, instrumentId: instrumentOf(params['instrument']) }
}

export function ordersPath({ tab, instrumentId }: OrderFilter): string {
  const params = new URLSearchParams()
  if (tab === 'history') params.set('state', 'history')
  if (instrumentId !== null) params.set('instrument', instrumentId)
  const text = params.toString()
  return text === '' ? '/desk/orders' : `/desk/orders?${text}`
}

/** What the open tab reads: all that is open, in one page. */
export function openOrdersInput(filter: OrderFilter) {
  return { ...listInput(filter), state: 'open' as const, limit: OPEN_ORDERS_SHOWN }
}

/** What the history tab reads, page after page. */
export function closedOrdersInput(filter: OrderFilter) {
  return { ...listInput(filter), state: 'closed' as const, limit: HISTORY_PAGE_SIZE }
}

function listInput({ scope, instrumentId }: OrderFilter) {
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
