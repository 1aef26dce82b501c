import type { InstrumentId } from '#core/market/instrument.ts'
import { zeroAmount, zeroQuantity } from '#core/money/money.ts'
import type { TradingState } from '#core/risk/check-order.ts'
import { unixMsOf } from '#core/time/time.ts'
import type {
  AccountChanges,
  AccountRef,
  ClaimWish,
  Lease,
  NewFill,
  NewLedgerTransaction,
  OrderPathStore,
  OrderRecord,
} from '#ports/order-path-store.ts'
import { systemDice } from '#runtime/system-dice.ts'
import { a, aFill, orderTerms, USDT } from '#test/builders.ts'

/** What the suite needs of where a store runs: one account of its own in two quoted markets. */
export type OrderPathRig = {
  readonly store: OrderPathStore
  readonly account: AccountRef
  readonly bookId: string
  readonly externalBookId: string
  readonly instrumentId: InstrumentId
  /** Quoted long ago. */
  readonly silentInstrumentId: InstrumentId
  /** Stops or frees the whole firm as the kill switch does. */
  halt(state: TradingState): Promise<void>
}

export type OpenRig = () => Promise<OrderPathRig>

export const AT = unixMsOf(Date.UTC(2026, 10, 2))
export const QUOTED_AT = unixMsOf(AT + 60_000)

/** An order whose sending has no outcome yet. */
export const CLAIMED = {
  state: 'SENDING',
  clientOrderId: 'tb-1',
  claimToken: '1',
  claimedAt: AT,
} as const

/** A limit buy of 1 at 100 that may be sent. */
export function newOrder(rig: OrderPathRig, shown: Partial<OrderRecord> = {}): OrderRecord {
  const { account, bookId, instrumentId } = rig
  return {
    ...orderTerms(),
    ...account,
    ...UNTOUCHED,
    id: systemDice.uuid(),
    bookId,
    instrumentId,
    origin: { kind: 'bot', id: 'a-bot', signalId: null },
    ...shown,
  }
}

export function newFill(rig: OrderPathRig, shown: Partial<NewFill> = {}): NewFill {
  const { account, bookId, instrumentId } = rig
  return {
    ...aFill({ instrumentId, bookId, accountId: account.accountId, orderId: null, venueAt: AT }),
    id: systemDice.uuid(),
    source: 'poll',
    requestId: null,
    message: {},
    ...shown,
  }
}

/** Moves `amount` of USDT from available to held. */
export function aHold(rig: OrderPathRig, amount: string, reference: string): NewLedgerTransaction {
  const line = { bookId: rig.bookId, asset: USDT }
  return {
    id: systemDice.uuid(),
    kind: 'hold',
    reference,
    note: null,
    effectiveAt: AT,
    postings: [
      { ...line, kind: 'available', amount: a(`-${amount}`) },
      { ...line, kind: 'held', amount: a(amount) },
    ],
  }
}

export function changes(rig: OrderPathRig, shown: Partial<AccountChanges>): AccountChanges {
  return { account: rig.account, at: AT, ...shown }
}

export async function write(rig: OrderPathRig, shown: Partial<AccountChanges>): Promise<void> {
  await rig.store.change(rig.account.accountId, (tx) => tx.write(changes(rig, shown)))
}

export async function readOrder(rig: OrderPathRig, orderId: string): Promise<OrderRecord> {
  const facts = await rig.store.change(rig.account.accountId, (tx) => tx.readOrder({ orderId }))
  if (!facts?.order) throw new Error(`expected the order ${orderId}`)
  return facts.order
}

export async function leaseOf(
  rig: OrderPathRig,
  holder = 'runner-1',
  ttlMs = 60_000,
): Promise<Lease> {
  const lease = await rig.store.acquireLease({ ...rig.account, holder, ttlMs })
  if (lease === null) throw new Error('expected the lease to be free')
  return lease
}

export function claimWish(lease: Lease, shown: Partial<ClaimWish> = {}): ClaimWish {
  return {
    lease,
    sendWindowMs: 5_000,
    mayTradeLive: false,
    quotedSince: QUOTED_AT,
    madeBefore: unixMsOf(AT - 60_000),
    limit: 50,
    ...shown,
  }
}

export async function claimable(rig: OrderPathRig, wish: ClaimWish): Promise<readonly string[]> {
  const found = await rig.store.change(rig.account.accountId, (tx) => tx.readClaimable(wish))
  return found.map(({ id }) => id)
}

const UNTOUCHED = {
  state: 'NEW',
  reason: null,
  reasonDetail: null,
  filledQuantity: zeroQuantity,
  filledQuote: zeroAmount,
  venueFilledQuantity: null,
  closedFilledQuantity: null,
  venueOrderId: null,
  clientOrderId: null,
  holdAsset: null,
  holdAmount: zeroAmount,
  protectsPositionId: null,
  parentOrderId: null,
  note: null,
  createdAt: AT,
  claimedAt: null,
  sentAt: null,
  acknowledgedAt: null,
  triggeredAt: null,
  cancelRequestedAt: null,
  replaceRequestedAt: null,
  replacesOrderId: null,
  closedAt: null,
  updatedAt: AT,
  attempt: 0,
  claimToken: null,
  validUntil: null,
  requestId: null,
} as const

/** 10,000 USDT in the book. */
export function openingOf({ bookId }: Pick<OrderPathRig, 'bookId'>): NewLedgerTransaction {
  return {
    id: systemDice.uuid(),
    kind: 'transfer',
    reference: 'opening',
    note: null,
    effectiveAt: AT,
    postings: [
      { bookId, asset: USDT, kind: 'available', amount: a('10000') },
      { bookId, asset: USDT, kind: 'transferIn', amount: a('-10000') },
    ],
  }
}
