import { cancelOrder } from '#usecases/orders/cancel-order.ts'
import { placeOrder } from '#usecases/orders/place-order.ts'
import { q } from '../../test/builders.ts'
import type { OrderDesk } from '../../test/order-desk.ts'

const SERIALIZATION_FAILURE = '40001'

/** The smallest order that the market takes: 10 USDT of the 10,000 that a desk has. */
export const smallOrder = (desk: OrderDesk) => desk.order({ quantity: q('0.1') })

export type Load = {
  readonly desks: readonly OrderDesk[]
  readonly hands: number
  placedCount: number
  /** Orders that were beaten by others until nobody tried again. */
  givenUpCount: number
}

/** Places and cancels on these desks, each with so many hands, for as long as the work lasts. */
export async function underLoad<T>(load: Load, work: () => Promise<T>): Promise<T> {
  let isOver = false
  const hand = async (desk: OrderDesk) => {
    while (!isOver) {
      load.placedCount += 1
      await placeAndCancel(desk).catch((error: unknown) => {
        if (!isGivenUp(error)) throw error
        load.givenUpCount += 1
      })
    }
  }
  const running = load.desks.flatMap((desk) => Array.from({ length: load.hands }, () => hand(desk)))
  try {
    return await work()
  } finally {
    isOver = true
    await Promise.all(running)
  }
}

async function placeAndCancel(desk: OrderDesk): Promise<void> {
  const { id, state } = await placeOrder(desk.trader, smallOrder(desk))
  if (state === 'NEW') await cancelOrder(desk.trader, { orderId: id })
}

function isGivenUp(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === SERIALIZATION_FAILURE
}
