import { expect, test } from 'vitest'
import type { VenueFill } from '#ports/venue.ts'
import { openTestDatabase } from '#test/builders/open-test-database.ts'
import { tripsTo } from '#test/builders/trips-to.ts'
import { a, at, p, q } from '#test/builders.ts'
import { type OrderDesk, openOrderDesk } from '#test/order-desk.ts'
import { engageKill } from '#usecases/kill/engage-kill.ts'
import { FILLS_PER_SNAPSHOT } from './book-fill.ts'
import { claimOrders } from './claim-orders.ts'
import { placeOrder } from './place-order.ts'
import { placeOrders } from './place-orders.ts'
import { recordFill } from './record-fill.ts'
import { submitOrder } from './submit-order.ts'

const clone = await openTestDatabase()
const tripsOf = (work: () => Promise<unknown>) => tripsTo(clone.database, work)

test('an order is decided in three trips and a batch in as many, so is a claim, an answer and a fill', async () => {
  const desk = await openOrderDesk(clone)
  const placed = await tripsOf(() => placeOrder(desk.trader, desk.order({ quantity: q('1') })))
  const batch = Array.from({ length: 20 }, () => desk.order({ quantity: q('0.1') }))
  const batched = await tripsOf(() => placeOrders(desk.trader, batch))
  let claimed: Awaited<ReturnType<typeof claimOrders>> = []
  const claiming = await tripsOf(async () => {
    claimed = await claimOrders(desk.runner, { lease: desk.lease, mayTradeLive: false })
  })
  const [order] = claimed
  if (order === undefined) throw new Error('orders were claimed')
  const acknowledging = await tripsOf(() => submitOrder(desk.runner, order))
  const fill = desk.venue.fill('1', { price: p('100'), quantity: q('1') })
  const filling = await tripsOf(() => recordFill(desk.runner, { fill, source: 'stream' }))
  expect({ placed, batched, claiming, acknowledging, filling }).toEqual({
    placed: 3,
    batched: 3,
    claiming: 3,
    acknowledging: 3,
    filling: 3,
  })
})

test('the kill switch holds everybody up for no trip of its own: the lock, the halt and the commit are one', async () => {
  const desk = await openOrderDesk(clone)
  const asked = { ...{ pauseEntries: true, cancelAll: false, flatten: false }, isDrill: false }
  const scope = { kind: 'account', id: desk.account.accountId } as const
  const engaging = await tripsOf(() => engageKill(desk.trader, { ...asked, scope, reason: null }))
  // To begin, to know the scope, to stop it; then the same to tell of it, and the commit.
  expect(engaging).toBe(7)
})

test('a position is rebuilt from its snapshot as from all its fills', {
  timeout: 60_000,
}, async () => {
  const desk = await openOrderDesk(clone)
  await placeOrder(desk.trader, desk.order({ quantity: q('50') }))
  const [order] = await claimOrders(desk.runner, { lease: desk.lease, mayTradeLive: false })
  if (order === undefined) throw new Error('the order was claimed')
  await submitOrder(desk.runner, order)
  const fillAt = (ms: number) =>
    desk.venue.fill('1', { price: p(`9${ms % 7}`), quantity: q('0.013'), venueAt: at(ms) })
  const record = (fill: VenueFill) => recordFill(desk.runner, { fill, source: 'stream' })
  const inTime = Array.from({ length: FILLS_PER_SNAPSHOT + 3 }, (_, n) => fillAt((n + 1) * 10))
  await Promise.all(inTime.map(record))
  await record(fillAt(FILLS_PER_SNAPSHOT * 10 + 5))
  const spent = () => desk.venue.order('1').filledQuote
  const later = await positionNow(desk)
  expect(later).toEqual({ cost: spent(), fillCount: FILLS_PER_SNAPSHOT + 4, snapshots: 1 })
  await record(fillAt(500))
  // A fill before the snapshot voids it.
  const earlier = await positionNow(desk)
  expect(earlier).toEqual({ cost: spent(), fillCount: FILLS_PER_SNAPSHOT + 5, snapshots: 0 })
})

async function positionNow({ firm, account }: OrderDesk) {
  const [row] = await firm.db.read((tx) =>
    tx.query<{ cost: string; fill_count: number; snapshots: number }>({
      text: `SELECT cost::text, fill_count, (SELECT count(*)::int FROM position_snapshot s
        WHERE s.book_id = p.book_id) AS snapshots FROM position p WHERE account_id = $1`,
      values: [account.accountId],
    }),
  )
  if (row === undefined) throw new Error('the account has a position')
  return { cost: a(row.cost), fillCount: row.fill_count, snapshots: row.snapshots }
}
