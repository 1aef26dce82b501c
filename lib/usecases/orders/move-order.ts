import { settleHold } from '#core/ledger/hold-for-order.ts'
import { releasePostings } from '#core/ledger/postings-for-hold.ts'
import { isPositive, zeroAmount } from '#core/money/money.ts'
import {
  applyOrderEvent,
  isTerminal,
  type OrderEvent,
  type OrderFacts,
  type OrderViolation,
} from '#core/orders/order-state.ts'
import type { UnixMs } from '#core/time/time.ts'
import type { NewLedgerTransaction, OrderRecord } from '#ports/order-path-store.ts'

export type MovedOrder = {
  readonly order: OrderRecord
  readonly ledger: readonly NewLedgerTransaction[]
  readonly violations: readonly OrderViolation[]
}

type Moment = {
  readonly at: UnixMs
  /** For the release of what the order no longer needs. */
  readonly transactionId: string
}

/**
 * The order after events that are not fills, with the release of its hold where they closed it. An event that
 * contradicts what we know is stored as the state machine says, and named.
 */
export function moveOrder(
  order: OrderRecord,
  events: readonly OrderEvent[],
  { at, transactionId }: Moment,
): MovedOrder {
  const { facts, violations } = applyOrderEvents(order, events)
  const { released, remaining } = settleHold({
    before: order,
    after: facts,
    held: order.holdAmount,
    spent: zeroAmount,
  })
  const moved = closedOnce({ ...order, ...facts, holdAmount: remaining, updatedAt: at }, at)
  if (!isPositive(released) || order.holdAsset === null) {
    return { order: moved, ledger: [], violations }
  }
  const release: NewLedgerTransaction = {
    id: transactionId,
    kind: 'release',
    reference: `order:${order.id}:${moved.state}`,
    note: null,
    effectiveAt: at,
    postings: releasePostings({ bookId: order.bookId, asset: order.holdAsset, amount: released }),
  }
  return { order: moved, ledger: [release], violations }
}

/** A closed order keeps the time at which it closed, whatever is still told of it. */
export function closedOnce(order: OrderRecord, at: UnixMs): OrderRecord {
  return isTerminal(order.state) ? { ...order, closedAt: order.closedAt ?? at } : order
}

/** The facts of an order after some events, and which of them cannot have happened. */
export function applyOrderEvents(
  { state, quantity, quoteAmount, filledQuantity, filledQuote, venueFilledQuantity }: OrderFacts,
  events: readonly OrderEvent[],
): { readonly facts: OrderFacts; readonly violations: readonly OrderViolation[] } {
  let facts: OrderFacts = {
    state,
    quantity,
    quoteAmount,
    filledQuantity,
    filledQuote,
    venueFilledQuantity,
  }
  const violations: OrderViolation[] = []
  for (const event of events) {
    const move = applyOrderEvent(facts, event)
    if (move.kind === 'unchanged') continue
    facts = move.facts
    if (move.kind === 'violation') violations.push(move.reason)
  }
  return { facts, violations }
}
