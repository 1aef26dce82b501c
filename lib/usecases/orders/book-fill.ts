import { settleHold } from '#core/ledger/hold-for-order.ts'
import { postingsForFill, spentByFill } from '#core/ledger/postings-for-fill.ts'
import { releasePostings } from '#core/ledger/postings-for-hold.ts'
import type { AssetId, Instrument } from '#core/market/instrument.ts'
import { type Amount, isPositive, zeroAmount } from '#core/money/money.ts'
import type { Fill } from '#core/orders/fill.ts'
import type { OrderViolation } from '#core/orders/order-state.ts'
import { applyFill, isLateFill, positionFromFills } from '#core/portfolio/apply-fill.ts'
import { emptyPosition } from '#core/portfolio/position.ts'
import type { UnixMs } from '#core/time/time.ts'
import type {
  AccountChanges,
  AccountRef,
  FillHistory,
  NewFill,
  NewLedgerTransaction,
  OrderRecord,
  PositionRecord,
} from '#ports/order-path-store.ts'
import { balanceNews, fillNews, orderNews, positionNews } from './account-news.ts'
import { applyOrderEvents, closedOnce } from './move-order.ts'

/** A late fill, and a position as it was known at a moment, is built from at most so many fills. */
export const FILLS_PER_SNAPSHOT = 100

export type FillFacts = {
  readonly account: AccountRef
  /** null when the venue knows no order behind the fill. */
  readonly order: OrderRecord | null
  readonly instrument: Instrument
  /** Of the book that the fill belongs to. */
  readonly position: PositionRecord | null
}

export type FillBooking = {
  readonly facts: FillFacts
  readonly fill: NewFill
  /** The fills of the book so far: given when this one counts before the newest of them. */
  readonly history: FillHistory | null
  readonly transactionIds: { readonly fill: string; readonly release: string }
  readonly at: UnixMs
}

export type BookedFill = {
  /** As the fill leaves them. */
  readonly order: OrderRecord | null
  readonly position: PositionRecord
  readonly changes: AccountChanges
  readonly violations: readonly OrderViolation[]
}

/**
 * Everything that one fill changes: its postings, the order and its hold, the position, and what the account's
 * stream tells of it. Pure; the caller has made sure that the fill is new.
 */
export function bookFill({ facts, fill, history, transactionIds, at }: FillBooking): BookedFill {
  const { instrument, account } = facts
  const settled = facts.order === null ? NO_ORDER : fillOrder(facts.order, { fill, instrument, at })
  const position = nextPosition(facts, fill, history)
  const ledger: NewLedgerTransaction[] = [
    {
      id: transactionIds.fill,
      kind: 'fill',
      reference: fillReference(fill),
      note: null,
      effectiveAt: fill.venueAt,
      postings: postingsForFill({
        fill,
        instrument,
        bookId: fill.bookId,
        heldConsumed: settled.consumed,
      }),
    },
    ...releaseOf(fill, settled, transactionIds.release),
  ]
  const [violation] = settled.violations
  const moved: AssetId[] = [instrument.base, instrument.quote, fill.feeAsset]
  return {
    order: settled.order,
    position,
    violations: settled.violations,
    changes: {
      account,
      at,
      fills: [violation === undefined ? fill : { ...fill, violation }],
      ledger,
      orders: settled.order === null ? [] : [settled.order],
      positions: [position],
      snapshots: position.fillCount % FILLS_PER_SNAPSHOT === 0 ? [position] : [],
      voidSnapshots: history === null ? [] : [{ ...fill, at: fill.venueAt }],
      events: [
        fillNews(fill, account, at),
        ...(settled.order === null ? [] : [orderNews(settled.order)]),
        positionNews(position),
        balanceNews(fill.bookId, moved),
      ],
    },
  }
}

type SettledOrder = {
  readonly order: OrderRecord | null
  readonly holdAsset: AssetId | null
  readonly consumed: Amount
  readonly released: Amount
  readonly violations: readonly OrderViolation[]
}

const NO_ORDER: SettledOrder = {
  order: null,
  holdAsset: null,
  consumed: zeroAmount,
  released: zeroAmount,
  violations: [],
}

/** What the fill takes, it takes from the order's hold first. */
function fillOrder(
  order: OrderRecord,
  { fill, instrument, at }: Pick<FillFacts, 'instrument'> & { fill: Fill; at: UnixMs },
): SettledOrder {
  const { facts, violations } = applyOrderEvents(order, [
    { kind: 'filled', quantity: fill.quantity, quote: fill.quoteQuantity },
  ])
  const { consumed, released, remaining } = settleHold({
    before: order,
    after: facts,
    held: order.holdAmount,
    spent: spentByFill(fill, instrument),
  })
  const filled = { ...order, ...facts, holdAmount: remaining, updatedAt: at }
  return {
    order: closedOnce(
      { ...filled, acknowledgedAt: order.acknowledgedAt ?? at, venueOrderId: fill.venueOrderId },
      at,
    ),
    holdAsset: order.holdAsset,
    consumed,
    released,
    violations,
  }
}

function releaseOf(
  fill: NewFill,
  { holdAsset, released }: SettledOrder,
  transactionId: string,
): NewLedgerTransaction[] {
  if (holdAsset === null || !isPositive(released)) return []
  return [
    {
      id: transactionId,
      kind: 'release',
      reference: `fill:${fillReference(fill)}`,
      note: null,
      effectiveAt: fill.venueAt,
      postings: releasePostings({ bookId: fill.bookId, asset: holdAsset, amount: released }),
    },
  ]
}

/** The fill key without the account, which every ledger transaction has of its own. */
function fillReference({ instrumentId, venueTradeId, venueOrderId }: Fill): string {
  return `${instrumentId}/${venueTradeId}/${venueOrderId}`
}

function nextPosition(
  { position, instrument }: FillFacts,
  fill: NewFill,
  history: FillHistory | null,
): PositionRecord {
  const fillCount = (position?.fillCount ?? 0) + 1
  if (history === null) {
    const before = position ?? emptyPosition(fill.bookId, instrument.id)
    return { ...applyFill(before, fill, instrument), fillCount }
  }
  const { snapshot } = history
  const later = history.fills.filter((known) => snapshot === null || !isLateFill(snapshot, known))
  const rebuilt = positionFromFills({
    bookId: fill.bookId,
    instrument,
    fills: [...later, fill],
    ...(snapshot === null ? {} : { snapshot }),
  })
  return { ...rebuilt, fillCount }
}
