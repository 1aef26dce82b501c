import { assert } from '#core/assert.ts'
import type { AccountChanges, NewAccountEvent } from '#ports/order-path-store.ts'

/**
 * Changes of one account that follow each other, as one: of an order or a position that changed more than once the
 * last state is written, and told of once.
 */
export function joinChanges(changes: readonly AccountChanges[]): AccountChanges {
  const last = changes.at(-1)
  assert(last !== undefined, 'there is something to join')
  const newIds = new Set(changes.flatMap(({ newOrders = [] }) => newOrders.map(({ id }) => id)))
  const orders = lastOf(
    changes.flatMap((each) => [...(each.newOrders ?? []), ...(each.orders ?? [])]),
    ({ id }) => id,
  )
  return {
    account: last.account,
    at: last.at,
    newOrders: orders.filter(({ id }) => newIds.has(id)),
    orders: orders.filter(({ id }) => !newIds.has(id)),
    venueMessages: new Map(changes.flatMap(({ venueMessages = [] }) => [...venueMessages])),
    fills: changes.flatMap(({ fills = [] }) => fills),
    ledger: changes.flatMap(({ ledger = [] }) => ledger),
    positions: lastOf(
      changes.flatMap(({ positions = [] }) => positions),
      ({ bookId, instrumentId }) => `${bookId} ${instrumentId}`,
    ),
    snapshots: changes.flatMap(({ snapshots = [] }) => snapshots),
    voidSnapshots: changes.flatMap(({ voidSnapshots = [] }) => voidSnapshots),
    events: lastOf(
      changes.flatMap(({ events = [] }) => events),
      subjectOf,
    ),
  }
}

/** An order's event says all of it and a later one replaces it; others say the same when they are equal. */
function subjectOf({ type, data }: NewAccountEvent): string {
  return type === 'order' ? `order ${data['id']}` : `${type} ${JSON.stringify(data)}`
}

/** The last item of each key, in the order of these last ones. */
function lastOf<Item>(items: readonly Item[], keyOf: (item: Item) => string): readonly Item[] {
  const byKey = new Map<string, Item>()
  for (const item of items) {
    const key = keyOf(item)
    byKey.delete(key)
    byKey.set(key, item)
  }
  return [...byKey.values()]
}
