import type { OrderView } from '#api/codecs/order.ts'
import type { BooksView } from '#api/codecs/proof.ts'
import { doubtfulAt, settlingOf } from '#core/orders/order-doubt.ts'
import type { UnixMs } from '#core/time/time.ts'
import { isDifference, type ProofBoard, type UnsettledOrder } from './proof.ts'

/** Everything that is heard and read about the accounts, from which a board is made. */
export type ProofFacts = {
  readonly now: UnixMs
  readonly lostAt: UnixMs | null
  /** Since when each account is silent, of those that are. */
  readonly silentAt: ReadonlyMap<string, UnixMs>
  readonly books: readonly BooksView[]
  /** The open orders that were read. */
  readonly orders: readonly OrderView[]
}

/** What is known against the numbers now. Looked at again when something is heard, or at `nextLookAt`. */
export function proofBoard({ now, lostAt, silentAt, books, orders }: ProofFacts): ProofBoard {
  const breaks = books.flatMap(({ accountId, breaks: own }) => {
    const differences = own.filter(isDifference)
    return differences.length === 0 ? [] : [[accountId, differences] as const]
  })
  const unsettled = new Map<string, UnsettledOrder[]>()
  for (const order of orders) {
    const settling = settlingOf(order, now)
    if (settling === 'settled') continue
    const own = unsettled.get(order.accountId) ?? []
    own.push({ id: order.id, instrumentId: order.instrumentId, settling })
    unsettled.set(order.accountId, own)
  }
  return { lostAt, silentAt, breaks: new Map(breaks), unsettled }
}

/** When an order that is on its way would come into doubt; null when none would. */
export function nextLookAt(orders: readonly OrderView[], now: UnixMs): UnixMs | null {
  let next: UnixMs | null = null
  for (const order of orders) {
    if (order.state !== 'SENDING') continue
    const at = doubtfulAt(order)
    if (at > now && (next === null || at < next)) next = at
  }
  return next
}
