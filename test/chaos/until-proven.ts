import { setTimeout as delay } from 'node:timers/promises'
import { systemClock } from '#runtime/system-clock.ts'
import { cancelAllOrders } from '#usecases/accounts/cancel-all-orders.ts'
import { listBooks } from '#usecases/books/list-books.ts'
import type { ChaosHouse } from './chaos-house.ts'

const POLL_MS = 500
const QUIET_MS_MAX = 180_000
const PAGE = { after: null, limit: 200 }

/** Cancels what is open and waits for a proof that is younger than the last of it. */
export async function untilProven(house: ChaosHouse): Promise<number | null> {
  const { accountId } = house.account
  const startedAt = performance.now()
  let quietAt: number | null = null
  while (performance.now() - startedAt < QUIET_MS_MAX) {
    try {
      if (await hasOpenOrders(house)) {
        quietAt = null
        await cancelAllOrders(house.trader, { accountId })
      } else quietAt ??= systemClock.now()
      const { items } = await listBooks(house.trader, { accountId, ...PAGE })
      const provenAt = items[0]?.state === 'PROVEN' ? items[0].lastProvenAt : null
      if (quietAt !== null && provenAt !== null && provenAt > quietAt) {
        return Math.round(performance.now() - startedAt)
      }
    } catch {
      quietAt = null
    }
    await delay(POLL_MS)
  }
  return null
}

async function hasOpenOrders({ admin }: ChaosHouse): Promise<boolean> {
  const { rows } = await admin.query(
    `SELECT FROM "order" WHERE state IN ('NEW', 'SENDING', 'WORKING', 'PARTIALLY_FILLED') LIMIT 1`,
  )
  return rows.length > 0
}
