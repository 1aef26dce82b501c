import type { AccountEventType } from '#api/stream.ts'
import type { Posting } from '#core/ledger/posting.ts'
import type { AssetId, Instrument, InstrumentId } from '#core/market/instrument.ts'
import type { Quote } from '#core/market/mark.ts'
import type { Amount, Quantity } from '#core/money/money.ts'
import type { Fill } from '#core/orders/fill.ts'
import type { Order } from '#core/orders/order.ts'
import type { OrderViolation } from '#core/orders/order-state.ts'
import type { Position } from '#core/portfolio/position.ts'
import type { TradingState } from '#core/risk/check-order.ts'
import type { UnixMs } from '#core/time/time.ts'

/**
 * What the order path remembers of one organization, and under which locks. Every change of orders, money or
 * positions of an account is one transaction, alone on that account and under the organization's kill lock.
 * Nothing outside the store may happen inside one: `work` may run more than once.
 */
export type OrderPathStore = {
  change<T>(accountId: string, work: (tx: OrderPathTx) => Promise<T>): Promise<T>
  /**
   * As `change`, in one transaction with the jobs of the same name that wait for the account when it begins. `work`
   * is the same for all of one name and tells each its result; when it throws, each job is done again alone.
   */
  changeTogether<Job, Result>(
    accountId: string,
    job: { readonly name: string; readonly job: Job },
    work: (tx: OrderPathTx, jobs: readonly Job[]) => Promise<readonly Result[]>,
  ): Promise<Result>
  /** Orders that may or may not be at the venue, longest first. */
  listInDoubt(accountId: string): Promise<readonly OrderRecord[]>
  /** Orders the venue has, or may have, whose cancel was asked for. */
  listCancelsDue(accountId: string): Promise<readonly OrderRecord[]>
  /** Orders that we believe to be open at the venue. */
  listWorking(accountId: string): Promise<readonly OrderRecord[]>
  /** Instruments with an open order, or with an order that moved since `since`. */
  listActiveInstruments(accountId: string, since: UnixMs): Promise<readonly InstrumentId[]>
  readCursor(accountId: string, name: string): Promise<string | null>
  /** Only for accounts with no living holder or with this one; the token grows with every change of holder. */
  acquireLease(lease: LeaseWish): Promise<Lease | null>
  /** Those of the leases that are still this holder's, for another TTL from now. */
  renewLeases(leases: readonly Lease[], ttlMs: number): Promise<readonly Lease[]>
  releaseLease(lease: Lease): Promise<void>
}

/** One open transaction on one account. */
export type OrderPathTx = {
  /** What decides whether these orders may be placed; null when the scope shows no such account. */
  readPlacing(wishes: PlacingWishes): Promise<PlacingFacts | null>
  /** Orders that may be sent now, oldest first: none for a stale lease or an account that may not trade. */
  readClaimable(claim: ClaimWish): Promise<readonly OrderRecord[]>
  /** What decides what these news change; null when the scope shows no such account. */
  readNews(wish: NewsWish): Promise<NewsFacts | null>
  /** The fills of a book in an instrument from the newest snapshot before `at` on, and that snapshot. */
  readHistory(history: HistoryWish): Promise<FillHistory>
  readOrder(ref: OrderRef): Promise<OrderFacts | null>
  listOpenOrders(): Promise<readonly OrderRecord[]>
  /** Everything that changed, at once. Account events get the next numbers of their account. */
  write(changes: AccountChanges): Promise<void>
}

/** Whose an account is; every row of it says so. */
export type AccountRef = {
  readonly organizationId: string
  readonly clientId: string
  readonly accountId: string
}

/** An order with what only the runner needs. */
export type OrderRecord = Order & {
  readonly attempt: number
  readonly claimToken: string | null
  /** After this the venue refuses the request that was claimed. */
  readonly validUntil: UnixMs | null
  readonly requestId: string | null
  /** What the venue had filled of it when it closed it; null until it says so. */
  readonly closedFilledQuantity: Quantity | null
}

export type OrderRef = { readonly orderId: string }

export type OrderFacts = {
  readonly account: AccountRef
  readonly externalBookId: string
  /** null when there is no such order. */
  readonly order: OrderRecord | null
}

export type PlacingWishes = {
  readonly bookIds: readonly string[]
  readonly instrumentIds: readonly InstrumentId[]
  readonly signals: readonly { readonly originId: string; readonly signalId: string }[]
}

export type PlacingFacts = {
  readonly account: AccountRef
  readonly venueId: string
  readonly permit: TradingPermit
  /** Books that are stopped by themselves; others trade as the permit says. */
  readonly bookStates?: ReadonlyMap<string, TradingState>
  readonly bookIds: ReadonlySet<string>
  readonly instruments: ReadonlyMap<InstrumentId, QuotedInstrument>
  /** Missing means nothing. */
  readonly available: readonly BookAmount[]
  readonly exposures: readonly Exposure[]
  /** Orders that were already made for one of the signals. */
  readonly orders: readonly OrderRecord[]
}

/** What decides whether an account may trade at all. */
export type TradingPermit = {
  readonly accountStatus: string
  readonly clientStatus: string
  readonly mode: 'paper' | 'testnet' | 'live'
  readonly certification: string
  /** The strictest of the account's own and of every scope around it. */
  readonly tradingState: TradingState
  /** No order is sent to the venue, which does not answer. */
  readonly isCircuitOpen?: boolean
}

export type QuotedInstrument = { readonly instrument: Instrument; readonly quote: Quote | null }
export type BookAmount = {
  readonly bookId: string
  readonly asset: AssetId
  readonly amount: Amount
}

/** A position and what open orders are about to do to it. */
export type Exposure = {
  readonly bookId: string
  readonly instrumentId: InstrumentId
  readonly position: Quantity
  readonly openBuys: Quantity
  readonly openSells: Quantity
  /** The sides on which a reduce-only order is open: what it is to close, no other may close. */
  readonly closingSides: readonly Order['side'][]
  /** A buy for a quote amount is open: how much it buys, nobody knows yet. */
  readonly hasUnsizedBuy: boolean
}

export type ClaimWish = {
  readonly lease: Lease
  /** The lease must outlive the request. */
  readonly sendWindowMs: number
  readonly mayTradeLive: boolean
  /** Only orders whose market was quoted since then, */
  readonly quotedSince: UnixMs
  /** and not from after then: such a quote is somebody's mistake. */
  readonly quotedUntil?: UnixMs
  /** Only orders that reduce a position: the clock of the venue or ours is wrong. */
  readonly mayOnlyReduce?: boolean
  /** and those made before then, which are no longer sent. */
  readonly madeBefore: UnixMs
  readonly limit: number
}

export type FillKey = Pick<Fill, 'accountId' | 'instrumentId' | 'venueTradeId' | 'venueOrderId'>

/** The orders and fills that a venue tells of, by the names it gives them. */
export type NewsWish = {
  readonly orders: readonly {
    readonly instrumentId: InstrumentId
    readonly clientOrderId: string | null
    readonly venueOrderId: string | null
  }[]
  readonly fills: readonly Omit<FillKey, 'accountId'>[]
}

export type NewsFacts = Omit<OrderFacts, 'order'> & {
  /** Those of ours that go by one of the names. */
  readonly orders: readonly OrderRecord[]
  /** For the fills: their instruments, the positions of all books in them, and which are booked already. */
  readonly instruments: ReadonlyMap<InstrumentId, Instrument>
  readonly positions: readonly PositionRecord[]
  readonly knownFills: readonly FillKey[]
}

export type PositionRecord = Position & { readonly fillCount: number }

export type HistoryWish = {
  readonly bookId: string
  readonly instrumentId: InstrumentId
  readonly at: UnixMs
}

export type FillHistory = {
  readonly snapshot: PositionRecord | null
  readonly fills: readonly Fill[]
}

/** What one transaction leaves behind. */
export type AccountChanges = {
  readonly account: AccountRef
  readonly at: UnixMs
  readonly newOrders?: readonly OrderRecord[]
  readonly orders?: readonly OrderRecord[]
  /** The venue's own words about an order, kept with it. */
  readonly venueMessages?: ReadonlyMap<string, unknown>
  readonly fills?: readonly NewFill[]
  readonly ledger?: readonly NewLedgerTransaction[]
  readonly positions?: readonly PositionRecord[]
  /** A position worth keeping for a later rebuild; those after a late fill are void. */
  readonly snapshots?: readonly PositionRecord[]
  readonly voidSnapshots?: readonly HistoryWish[]
  readonly cursors?: readonly VenueCursor[]
  readonly trading?: {
    readonly state: TradingState
    readonly reason: string | null
    /** Who decided it; absent when the house did. */
    readonly personId?: string | undefined
  }
  readonly events?: readonly NewAccountEvent[]
}

export type NewFill = Fill & {
  readonly id: string
  readonly source: 'stream' | 'poll'
  readonly requestId: string | null
  readonly message: unknown
  /** What its order could not have: it is booked all the same, and a break is opened. */
  readonly violation?: OrderViolation
}

export type NewLedgerTransaction = {
  readonly id: string
  readonly kind: 'hold' | 'release' | 'fill' | 'transfer' | 'adjustment'
  /** What it books; once per account and kind. */
  readonly reference: string
  readonly note: string | null
  readonly effectiveAt: UnixMs
  readonly postings: readonly Posting[]
}

export type VenueCursor = { readonly name: string; readonly position: string }

export type NewAccountEvent = {
  readonly type: AccountEventType
  /** On the wire: the changed thing in its wire form, or its ids. */
  readonly data: Readonly<Record<string, unknown>>
}

export type LeaseWish = AccountRef & { readonly holder: string; readonly ttlMs: number }
export type Lease = AccountRef & { readonly holder: string; readonly token: string }
