import type { Place, Taken } from './load.ts'
import type { OrderMaker } from './order-maker.ts'
import type { Trader, WireOrder } from './trader.ts'

export const BATCH_SIZE = 100

type Placing = { readonly trader: Trader; readonly maker: OrderMaker }

/** One order a call. */
export function single({ trader, maker }: Placing): Place {
  return async (index) =>
    takenOf([await trader.post<WireOrder>('/api/v1/orders', maker.takingOrder(index))])
}

/** A hundred orders a call. */
export function batch({ trader, maker }: Placing): Place {
  return (index) => {
    const first = index * BATCH_SIZE
    const orders = Array.from({ length: BATCH_SIZE }, (_, i) => maker.takingOrder(first + i))
    return placeTogether(trader, orders)
  }
}

/** All of these in one call. */
export async function placeTogether(trader: Trader, orders: readonly unknown[]): Promise<Taken> {
  const path = '/api/v1/orders/batch'
  const { items } = await trader.post<{ items: readonly WireOrder[] }>(path, { orders })
  return takenOf(items)
}

/**
 * A desk that cannot keep its prices fresh rightly denies, and the report says how often; any other denial is
 * a mistake of the bench.
 */
function takenOf(orders: readonly WireOrder[]): Taken {
  const taken = orders.filter(({ state }) => state !== 'DENIED')
  const denied = orders.filter(({ state }) => state === 'DENIED')
  const mistake = denied.find(({ reason }) => reason !== 'MARKET_DATA_STALE')
  if (mistake !== undefined) {
    throw new Error(`the desk denied an order of the bench: ${mistake.reasonDetail}`)
  }
  return { orderIds: taken.map(({ id }) => id), staleCount: denied.length }
}
