import type { Quote } from '#core/market/mark.ts'
import { add, isAbove, subtract, zeroQuantity } from '#core/money/money.ts'
import { isOpen } from '#core/orders/order-state.ts'
import type {
  ClaimWish,
  Exposure,
  FillHistory,
  HistoryWish,
  NewsFacts,
  NewsWish,
  OrderFacts,
  OrderRecord,
  PlacingFacts,
  PlacingWishes,
} from '#ports/order-path-store.ts'
import { type AccountState, positionKey } from './account-state.ts'
import type { Lease, Market } from './sim-database.ts'

/** What the order path's statements find in an account: the answers that the SQL gives, in memory. */

export function findPlacing(
  state: AccountState,
  market: Market,
  { bookIds, instrumentIds, signals }: PlacingWishes,
): PlacingFacts {
  const ours = bookIds.filter((id) => state.bookIds.includes(id))
  return {
    account: state.account,
    venueId: state.venueId,
    permit: state.permit,
    bookIds: new Set(ours),
    instruments: new Map(
      instrumentIds.flatMap((id) => {
        const quoted = market.get(id)
        return quoted === undefined ? [] : [[id, quoted] as const]
      }),
    ),
    available: [...state.balances].flatMap(([key, amount]) => {
      const [bookId = '', asset = '', kind] = key.split(' ')
      return kind === 'available' && ours.includes(bookId)
        ? [{ bookId, asset: asset as PlacingFacts['available'][number]['asset'], amount }]
        : []
    }),
    exposures: ours.flatMap((bookId) =>
      instrumentIds.map((instrumentId) => exposureOf(state, { bookId, instrumentId })),
    ),
    orders: [...state.orders.values()].filter(({ origin }) =>
      signals.some((told) => told.originId === origin.id && told.signalId === origin.signalId),
    ),
  }
}

function exposureOf(
  state: AccountState,
  { bookId, instrumentId }: Pick<Exposure, 'bookId' | 'instrumentId'>,
): Exposure {
  const openOrders = [...state.orders.values()].filter(
    (order) =>
      order.bookId === bookId && order.instrumentId === instrumentId && isOpen(order.state),
  )
  const open = (side: OrderRecord['side']) =>
    openOrders
      .filter((order) => order.side === side)
      .reduce(
        (sum, { quantity, filledQuantity }) =>
          quantity === null ? sum : add(sum, subtract(quantity, filledQuantity)),
        zeroQuantity,
      )
  const position = state.positions.get(positionKey({ bookId, instrumentId }))
  return {
    bookId,
    instrumentId,
    position: position?.quantity ?? zeroQuantity,
    openBuys: open('buy'),
    openSells: open('sell'),
    closingSides: (['buy', 'sell'] as const).filter((side) =>
      openOrders.some((order) => order.side === side && order.reduceOnly),
    ),
    hasUnsizedBuy: openOrders.some(({ quantity }) => quantity === null),
  }
}

/** `now` is the database's clock. */
export function findClaimable(
  state: AccountState,
  {
    market,
    lease,
    now,
  }: { readonly market: Market; readonly lease: Lease | null; readonly now: number },
  wish: ClaimWish,
): readonly OrderRecord[] {
  const { permit } = state
  const isHeld =
    lease !== null &&
    lease.holder === wish.lease.holder &&
    lease.token === wish.lease.token &&
    lease.expiresAt > now + wish.sendWindowMs
  const isPermitted =
    permit.accountStatus === 'CONNECTED' &&
    permit.tradingState !== 'HALTED' &&
    permit.clientStatus === 'ACTIVE' &&
    (permit.mode !== 'live' || (wish.mayTradeLive && permit.certification === 'LIVE_READY'))
  if (!isHeld || !isPermitted) return []
  const isReducing = permit.tradingState === 'REDUCING'
  return inOrder([...state.orders.values()])
    .filter(
      (order) =>
        order.state === 'NEW' &&
        order.cancelRequestedAt === null &&
        (order.reduceOnly || !isReducing || order.replacesOrderId !== null) &&
        (order.replacesOrderId === null || isSettled(state.orders.get(order.replacesOrderId))) &&
        (order.createdAt < wish.madeBefore ||
          order.reduceOnly ||
          isQuoted(market.get(order.instrumentId)?.quote ?? null, wish)) &&
        (order.reduceOnly || wish.mayOnlyReduce !== true),
    )
    .slice(0, wish.limit)
}

/** Lately, not from the future, and not with a bid above the ask. */
function isQuoted(quote: Quote | null, { quotedSince, quotedUntil }: ClaimWish): boolean {
  if (quote === null) return false
  const { bid, ask, at } = quote
  const isCrossed = bid !== null && ask !== null && isAbove(bid, ask)
  return at >= quotedSince && at <= (quotedUntil ?? at) && !isCrossed
}

function isSettled(replaced: OrderRecord | undefined): boolean {
  if (replaced === undefined) return false
  if (['DENIED', 'REJECTED', 'NOT_PLACED', 'FILLED'].includes(replaced.state)) return true
  const { closedFilledQuantity } = replaced
  return (
    ['CANCELED', 'EXPIRED'].includes(replaced.state) &&
    (replaced.sentAt === null ||
      (closedFilledQuantity !== null && replaced.filledQuantity >= closedFilledQuantity))
  )
}

export function findNews(
  state: AccountState,
  market: Market,
  { orders, fills }: NewsWish,
): NewsFacts {
  const told = [...orders, ...fills]
  const instrumentIds = new Set(told.map(({ instrumentId }) => instrumentId))
  const venueOrderIds = new Set(told.map(({ venueOrderId }) => venueOrderId))
  const clientOrderIds = new Set(orders.map(({ clientOrderId }) => clientOrderId))
  const filled = new Set(fills.map(({ instrumentId }) => instrumentId))
  const tradeIds = new Set(fills.map(({ venueTradeId }) => venueTradeId))
  return {
    account: state.account,
    externalBookId: state.externalBookId,
    orders: [...state.orders.values()].filter(
      ({ instrumentId, venueOrderId, clientOrderId }) =>
        (instrumentIds.has(instrumentId) &&
          venueOrderId !== null &&
          venueOrderIds.has(venueOrderId)) ||
        (clientOrderId !== null && clientOrderIds.has(clientOrderId)),
    ),
    instruments: new Map(
      [...filled].flatMap((id) => {
        const quoted = market.get(id)
        return quoted === undefined ? [] : [[id, quoted.instrument] as const]
      }),
    ),
    positions: [...state.positions.values()].filter(({ instrumentId }) => filled.has(instrumentId)),
    knownFills: [...state.fills.values()]
      .filter((fill) => filled.has(fill.instrumentId) && tradeIds.has(fill.venueTradeId))
      .map(({ accountId, instrumentId, venueTradeId, venueOrderId }) => ({
        ...{ accountId, instrumentId, venueTradeId, venueOrderId },
      })),
  }
}

export function findHistory(
  state: AccountState,
  { bookId, instrumentId, at }: HistoryWish,
): FillHistory {
  const key = positionKey({ bookId, instrumentId })
  const snapshot =
    state.snapshots
      .filter((kept) => positionKey(kept) === key && (kept.lastFillAt ?? 0) < at)
      .toSorted((a, b) => b.fillCount - a.fillCount)[0] ?? null
  const since = snapshot?.lastFillAt ?? 0
  return {
    snapshot,
    fills: [...state.fills.values()].filter(
      (fill) => positionKey(fill) === key && fill.venueAt >= since,
    ),
  }
}

export function findOrder(state: AccountState, orderId: string): OrderFacts {
  const { account, externalBookId } = state
  return { account, externalBookId, order: state.orders.get(orderId) ?? null }
}

/** Longest first. */
export function inOrder(orders: readonly OrderRecord[]): readonly OrderRecord[] {
  return orders.toSorted((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1))
}
