import type { Hold } from '#core/ledger/postings-for-hold.ts'
import { holdPostings } from '#core/ledger/postings-for-hold.ts'
import type { InstrumentId } from '#core/market/instrument.ts'
import { markOf } from '#core/market/mark.ts'
import { quoteFaultOf } from '#core/market/quote-fault.ts'
import {
  type Amount,
  add,
  isNegative,
  isPositive,
  max,
  min,
  type Quantity,
  subtract,
  zeroAmount,
  zeroQuantity,
} from '#core/money/money.ts'
import type { NewOrder } from '#core/orders/order.ts'
import { checkOrder, type OrderDecision, type TradingState } from '#core/risk/check-order.ts'
import { deny } from '#core/risk/denial.ts'
import { strictestState } from '#core/risk/trading-scope.ts'
import { SECOND_MS, type UnixMs } from '#core/time/time.ts'
import type {
  NewLedgerTransaction,
  OrderRecord,
  PlacingFacts,
  QuotedInstrument,
  TradingPermit,
} from '#ports/order-path-store.ts'
import { notFound } from '#usecases/require-visible.ts'

/** An order is not decided on a quote older than this. */
export const QUOTE_AGE_MS_MAX = 10 * SECOND_MS
/** How far a market buy may run from the mark, and what it may cost in fees, before its hold is too small. */
export const HOLD_BUFFERS = { marketBps: 100, feeBps: 0 } as const

export type Decisions = {
  readonly orders: readonly OrderRecord[]
  readonly ledger: readonly NewLedgerTransaction[]
}

type Decider = {
  readonly facts: PlacingFacts
  readonly at: UnixMs
  readonly requestId: string
  readonly newId: () => string
  /** What others have taken before these orders, in the same transaction; nothing unless given. */
  readonly taken?: TakenSoFar
}

/**
 * Decides orders of one account one after the other, each seeing what those before it have taken. A refusal is
 * an order in state DENIED with its reason. Throws NOT_FOUND for a book or an instrument that is not the
 * account's.
 */
export function decideOrders(decider: Decider, wishes: readonly NewOrder[]): Decisions {
  const { taken = new TakenSoFar(decider.facts) } = decider
  const orders: OrderRecord[] = []
  const ledger: NewLedgerTransaction[] = []
  for (const wish of wishes) {
    const decision = decide(decider, wish, taken)
    const order = orderOf(decider, wish, decision)
    orders.push(order)
    if (decision.kind === 'denied') continue
    taken.take(wish, decision.hold)
    ledger.push({
      id: decider.newId(),
      kind: 'hold',
      reference: order.id,
      note: null,
      effectiveAt: decider.at,
      postings: holdPostings({ bookId: wish.bookId, ...decision.hold }),
    })
  }
  return { orders, ledger }
}

/** Decides one order by itself: nothing is stored and nothing taken. */
export function decideOne(decider: Pick<Decider, 'facts' | 'at'>, order: NewOrder): OrderDecision {
  return decide(decider, order, new TakenSoFar(decider.facts))
}

function decide(
  { facts, at }: Pick<Decider, 'facts' | 'at'>,
  order: NewOrder,
  taken: TakenSoFar,
): OrderDecision {
  const quoted = facts.instruments.get(order.instrumentId)
  if (quoted === undefined || !facts.bookIds.has(order.bookId)) throw notFound()
  const halted = haltOf(facts.permit)
  if (halted !== null) return deny('TRADING_HALTED', { state: halted })
  if (facts.permit.isCircuitOpen && order.origin.kind !== 'kill') {
    return deny('VENUE_CIRCUIT_OPEN', { venue: facts.venueId })
  }
  return checkOrder({
    order,
    ...marked(quoted, at),
    ...taken.of(order, quoted),
    limits: { notionalMax: null },
    tradingState: tradingStateFor(order, facts),
    buffers: HOLD_BUFFERS,
  })
}

/** What the kill switch halted it may still close itself. */
function tradingStateFor(
  { bookId, origin, reduceOnly }: NewOrder,
  { permit, bookStates }: PlacingFacts,
): TradingState {
  if (origin.kind === 'kill' && reduceOnly) return 'REDUCING'
  return strictestState([permit.tradingState, bookStates?.get(bookId) ?? 'ACTIVE'])
}

/** Why an account may not trade at all, whatever its trading state. */
function haltOf(permit: TradingPermit): string | null {
  if (permit.accountStatus !== 'CONNECTED') return `account-${permit.accountStatus}`
  if (permit.clientStatus !== 'ACTIVE') return `client-${permit.clientStatus}`
  const isCertified = permit.mode !== 'live' || permit.certification === 'LIVE_READY'
  return isCertified ? null : `venue-${permit.certification}`
}

function marked({ instrument, quote }: QuotedInstrument, at: UnixMs) {
  const mark = markOf(quote, at, QUOTE_AGE_MS_MAX)
  const quoteFault = quote && quoteFaultOf(quote, at)
  return mark.kind === 'marked'
    ? { instrument, mark: mark.price, isMarkStale: mark.isStale, quoteFault }
    : { instrument, mark: null, isMarkStale: false, quoteFault }
}

/** What a book can still spend and what it may still close, as the orders of one transaction use it up. */
export class TakenSoFar {
  readonly #available: Map<string, Amount>
  readonly #buys: Map<string, Quantity>
  readonly #sells: Map<string, Quantity>
  readonly #positions: Map<string, Quantity>
  readonly #closing: Set<string>
  readonly #unsized: Set<string>

  constructor({ available, exposures }: PlacingFacts) {
    this.#available = new Map(
      available.map(({ bookId, asset, amount }) => [keyOf(bookId, asset), amount]),
    )
    const each = <T>(pick: (exposure: PlacingFacts['exposures'][number]) => T) =>
      new Map(exposures.map((found) => [keyOf(found.bookId, found.instrumentId), pick(found)]))
    this.#buys = each(({ openBuys }) => openBuys)
    this.#sells = each(({ openSells }) => openSells)
    this.#positions = each(({ position }) => position)
    this.#closing = new Set(
      exposures.flatMap(({ bookId, instrumentId, closingSides }) =>
        closingSides.map((side) => `${keyOf(bookId, instrumentId)} ${side}`),
      ),
    )
    this.#unsized = new Set(
      exposures.flatMap(({ bookId, instrumentId, hasUnsizedBuy }) =>
        hasUnsizedBuy ? [keyOf(bookId, instrumentId)] : [],
      ),
    )
  }

  of({ bookId, instrumentId, side }: NewOrder, { instrument }: QuotedInstrument) {
    return {
      availableBase: this.#available.get(keyOf(bookId, instrument.base)) ?? zeroAmount,
      availableQuote: this.#available.get(keyOf(bookId, instrument.quote)) ?? zeroAmount,
      positionQuantity: this.#reducible(bookId, instrumentId),
      isCloseOpen: this.#closing.has(`${keyOf(bookId, instrumentId)} ${side}`),
    }
  }

  take({ bookId, instrumentId, side, quantity, reduceOnly }: NewOrder, hold: Hold): void {
    const funds = keyOf(bookId, hold.asset)
    this.#available.set(funds, subtract(this.#available.get(funds) ?? zeroAmount, hold.amount))
    const open = side === 'buy' ? this.#buys : this.#sells
    const market = keyOf(bookId, instrumentId)
    open.set(market, add(open.get(market) ?? zeroQuantity, quantity ?? zeroQuantity))
    if (reduceOnly) this.#closing.add(`${market} ${side}`)
    if (quantity === null) this.#unsized.add(market)
  }

  /** A position less what open orders are already about to close of it; never past flat. */
  #reducible(bookId: string, instrumentId: InstrumentId): Quantity {
    const market = keyOf(bookId, instrumentId)
    const position = this.#positions.get(market) ?? zeroQuantity
    if (isPositive(position)) {
      return max(subtract(position, this.#sells.get(market) ?? zeroQuantity), zeroQuantity)
    }
    if (isNegative(position)) {
      if (this.#unsized.has(market)) return zeroQuantity
      return min(add(position, this.#buys.get(market) ?? zeroQuantity), zeroQuantity)
    }
    return position
  }
}

function keyOf(bookId: string, name: string): string {
  return `${bookId} ${name}`
}

function orderOf(
  { facts, at, requestId, newId }: Decider,
  wish: NewOrder,
  decision: OrderDecision,
): OrderRecord {
  const isDenied = decision.kind === 'denied'
  return {
    ...UNTOUCHED,
    ...wish,
    ...facts.account,
    id: newId(),
    state: isDenied ? 'DENIED' : 'NEW',
    reason: isDenied ? decision.reason : null,
    reasonDetail: isDenied ? decision.detail : null,
    holdAsset: isDenied ? null : decision.hold.asset,
    holdAmount: isDenied ? zeroAmount : decision.hold.amount,
    requestId,
    createdAt: at,
    updatedAt: at,
    closedAt: isDenied ? at : null,
  }
}

const UNTOUCHED = {
  filledQuantity: zeroQuantity,
  filledQuote: zeroAmount,
  venueFilledQuantity: null,
  venueOrderId: null,
  clientOrderId: null,
  claimedAt: null,
  sentAt: null,
  acknowledgedAt: null,
  triggeredAt: null,
  cancelRequestedAt: null,
  replaceRequestedAt: null,
  replacesOrderId: null,
  closedFilledQuantity: null,
  attempt: 0,
  claimToken: null,
  validUntil: null,
} as const
