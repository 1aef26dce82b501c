import { setTimeout as delay } from 'node:timers/promises'
import type { OrderMaker } from './order-maker.ts'
import { BATCH_SIZE, placeTogether } from './place.ts'
import type { Trader } from './trader.ts'
import type { OrderWatch } from './watch-orders.ts'

export type ManyOpenOrders = {
  readonly workingCount: number
  readonly openedSeconds: number
  readonly canceledSeconds: number
}

const POLL_MS = 20

/** Opens so many resting orders by batches, counts those the venue has, and cancels them all. */
export async function openManyOrders({
  trader,
  watch,
  maker,
  count,
  timeoutMs,
}: {
  readonly trader: Trader
  readonly watch: OrderWatch
  readonly maker: OrderMaker
  readonly count: number
  readonly timeoutMs: number
}): Promise<ManyOpenOrders> {
  const ids: string[] = []
  const openedSeconds = await secondsUntil(timeoutMs, {
    async act() {
      for (let first = 0; first < count; first += BATCH_SIZE) {
        const orders = Array.from({ length: BATCH_SIZE }, (_, i) => maker.restingOrder(first + i))
        const { orderIds } = await placeTogether(trader, orders)
        ids.push(...orderIds)
      }
    },
    isDone: () => ids.every((id) => watch.acknowledgedAt.has(id)),
  })
  const working = ids.filter((id) => watch.acknowledgedAt.has(id) && !watch.closedAt.has(id))
  const canceledSeconds = await secondsUntil(timeoutMs, {
    act: () => trader.post(`/api/v1/accounts/${maker.accountId}/cancel-all`),
    isDone: () => working.every((id) => watch.closedAt.has(id)),
  })
  return { workingCount: working.length, openedSeconds, canceledSeconds }
}

async function secondsUntil(
  timeoutMs: number,
  { act, isDone }: { act(): Promise<unknown>; isDone(): boolean },
): Promise<number> {
  const startedAt = performance.now()
  await act()
  while (!isDone() && performance.now() - startedAt < timeoutMs) await delay(POLL_MS)
  return (performance.now() - startedAt) / 1000
}
