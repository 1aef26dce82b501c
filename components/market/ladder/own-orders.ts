import type { OrderView } from '#api/codecs/order.ts'
import { isInScope, type ScopeChoice } from '#browser/scope.ts'
import type { InstrumentId } from '#core/market/instrument.ts'
import { type Price, type Quantity, subtract } from '#core/money/money.ts'
import { isOpen } from '#core/orders/order-state.ts'
import type { OwnOrder } from './ladder-tracker.ts'

/** An order of ours in the ladder. */
export type LadderOrder = OwnOrder & {
  readonly order: OrderView
  /** On its way: out, in, or nobody knows. */
  readonly mark: 'rests' | 'leaves' | 'arrives' | 'inDoubt'
  readonly isStop: boolean
}

/** The scope's open orders in one market that stand at a price: a stop where it triggers. */
export function ladderOrders(
  orders: readonly OrderView[],
  { instrumentId, scope }: { readonly instrumentId: InstrumentId; readonly scope: ScopeChoice },
): readonly LadderOrder[] {
  return orders.flatMap((order) => {
    const isStop = order.stopPrice !== null && order.triggeredAt === null
    const price = isStop ? order.stopPrice : order.limitPrice
    if (order.instrumentId !== instrumentId || !isInScope(scope, order)) return []
    return isOpen(order.state) && price !== null && order.quantity !== null
      ? [ladderOrder(order, { price, quantity: order.quantity, isStop })]
      : []
  })
}

function ladderOrder(
  order: OrderView,
  {
    price,
    quantity,
    isStop,
  }: { readonly price: Price; readonly quantity: Quantity; readonly isStop: boolean },
): LadderOrder {
  const mark = markOf(order)
  return {
    id: order.id,
    side: order.side,
    price,
    left: subtract(quantity, order.filledQuantity),
    restsSince: mark === 'rests' && !isStop ? order.acknowledgedAt : null,
    order,
    mark,
    isStop,
  }
}

function markOf({ state, cancelRequestedAt }: OrderView): LadderOrder['mark'] {
  if (state === 'QUARANTINED') return 'inDoubt'
  if (cancelRequestedAt !== null) return 'leaves'
  return state === 'WORKING' || state === 'PARTIALLY_FILLED' ? 'rests' : 'arrives'
}
