import { assertBalanced } from '#core/ledger/posting.ts'
import { add, isAbove, isNegative, zeroAmount } from '#core/money/money.ts'
import type { AccountChanges, OrderRecord, PositionRecord } from '#ports/order-path-store.ts'
import { type AccountState, balanceKey, fillKeyOf, positionKey } from './account-state.ts'

const UNIQUE_VIOLATION = '23505'
const CHECK_VIOLATION = '23514'

/** What PostgreSQL says when a constraint does not hold. */
export class ConstraintError extends Error {
  override readonly name = 'ConstraintError'
  readonly code: string

  constructor(code: string, constraint: string) {
    super(`violates constraint "${constraint}"`)
    this.code = code
  }
}

/** The account after a transaction's changes. Throws ConstraintError, having changed nothing. */
export function applyChanges(before: AccountState, changes: AccountChanges): AccountState {
  return {
    ...before,
    ...tradingAfter(before, changes),
    orders: ordersAfter(before, changes),
    fills: fillsAfter(before, changes),
    ...ledgerAfter(before, changes),
    positions: positionsAfter(before, changes),
    snapshots: snapshotsAfter(before, changes),
    cursors: cursorsAfter(before, changes),
    eventSeq: before.eventSeq + (changes.events?.length ?? 0),
  }
}

function tradingAfter({ permit, tradingReason }: AccountState, { trading }: AccountChanges) {
  return trading === undefined
    ? { permit, tradingReason }
    : { permit: { ...permit, tradingState: trading.state }, tradingReason: trading.reason }
}

function ordersAfter(
  { orders }: AccountState,
  { newOrders = [], orders: moved = [] }: AccountChanges,
) {
  if (newOrders.length + moved.length === 0) return orders
  const after = new Map(orders)
  for (const order of newOrders) {
    demand(!after.has(order.id), UNIQUE_VIOLATION, 'order_pkey')
    after.set(order.id, stored(order))
  }
  // An update of a row that is not there is none.
  for (const order of moved) if (after.has(order.id)) after.set(order.id, stored(order))
  for (const order of [...newOrders, ...moved]) checkOrder(order, after)
  return after
}

/** Not kept with orders yet: see the store's record. */
function stored(order: OrderRecord): OrderRecord {
  return { ...order, protectsPositionId: null, parentOrderId: null }
}

function checkOrder(order: OrderRecord, orders: ReadonlyMap<string, OrderRecord>): void {
  const { filledQuantity, quantity, state, clientOrderId, claimedAt, claimToken } = order
  const isOverfilled = quantity !== null && isAbove(filledQuantity, quantity)
  demand(!isNegative(filledQuantity) && !isOverfilled, CHECK_VIOLATION, 'order_filled_within')
  demand(!isNegative(order.holdAmount), CHECK_VIOLATION, 'order_hold_positive')
  const isClaimed = clientOrderId !== null && claimedAt !== null && claimToken !== null
  demand(state !== 'SENDING' || isClaimed, CHECK_VIOLATION, 'order_claimed')
  for (const other of orders.values()) {
    if (other.id === order.id) continue
    const { id, signalId } = other.origin
    const isSameSignal =
      signalId !== null && id === order.origin.id && signalId === order.origin.signalId
    demand(!isSameSignal, UNIQUE_VIOLATION, 'order_origin_id_signal_id_key')
    const isSameName = clientOrderId !== null && other.clientOrderId === clientOrderId
    demand(!isSameName, UNIQUE_VIOLATION, 'order_client_order_id')
  }
}

function fillsAfter({ fills }: AccountState, { fills: added = [] }: AccountChanges) {
  if (added.length === 0) return fills
  const after = new Map(fills)
  for (const fill of added) {
    demand(!after.has(fillKeyOf(fill)), UNIQUE_VIOLATION, 'fill_key')
    after.set(fillKeyOf(fill), fill)
  }
  return after
}

function ledgerAfter(
  { ledger, ledgerKeys, balances }: AccountState,
  { ledger: booked = [] }: AccountChanges,
) {
  if (booked.length === 0) return { ledger, ledgerKeys, balances }
  const keys = new Set(ledgerKeys)
  const sums = new Map(balances)
  for (const { kind, reference, postings } of booked) {
    demand(!keys.has(`${kind} ${reference}`), UNIQUE_VIOLATION, 'ledger_transaction_reference')
    keys.add(`${kind} ${reference}`)
    assertBalanced(postings)
    for (const { bookId, asset, kind: side, amount } of postings) {
      const key = balanceKey(bookId, asset, side)
      const sum = add(sums.get(key) ?? zeroAmount, amount)
      demand(side !== 'held' || !isNegative(sum), CHECK_VIOLATION, 'ledger_balance_held_positive')
      sums.set(key, sum)
    }
  }
  return { ledger: [...ledger, ...booked], ledgerKeys: keys, balances: sums }
}

function positionsAfter({ positions }: AccountState, { positions: moved = [] }: AccountChanges) {
  if (moved.length === 0) return positions
  return new Map([...positions, ...moved.map((each) => [positionKey(each), each] as const)])
}

function snapshotsAfter(
  { snapshots }: AccountState,
  { snapshots: added = [], voidSnapshots = [] }: AccountChanges,
): readonly PositionRecord[] {
  const isVoid = (kept: PositionRecord) =>
    voidSnapshots.some(
      (from) => positionKey(from) === positionKey(kept) && (kept.lastFillAt ?? 0) >= from.at,
    )
  const kept = snapshots.filter((each) => !isVoid(each))
  const isNew = (added_: PositionRecord) =>
    kept.every(
      (each) => positionKey(each) !== positionKey(added_) || each.fillCount !== added_.fillCount,
    )
  return [...kept, ...added.filter(isNew)]
}

function cursorsAfter({ cursors }: AccountState, { cursors: moved = [] }: AccountChanges) {
  if (moved.length === 0) return cursors
  return new Map([...cursors, ...moved.map(({ name, position }) => [name, position] as const)])
}

function demand(holds: boolean, code: string, constraint: string): void {
  if (!holds) throw new ConstraintError(code, constraint)
}
