import type { AssetId, InstrumentId } from '#core/market/instrument.ts'
import type { Amount } from '#core/money/money.ts'
import type {
  AccountRef,
  NewFill,
  NewLedgerTransaction,
  OrderRecord,
  PositionRecord,
  TradingPermit,
} from '#ports/order-path-store.ts'

/** All that the database has of one account. Never changed in place: a commit replaces it. */
export type AccountState = {
  readonly account: AccountRef
  readonly venueId: string
  readonly permit: TradingPermit
  readonly tradingReason: string | null
  readonly bookIds: readonly string[]
  readonly externalBookId: string
  readonly orders: ReadonlyMap<string, OrderRecord>
  readonly fills: ReadonlyMap<string, NewFill>
  readonly ledger: readonly NewLedgerTransaction[]
  readonly ledgerKeys: ReadonlySet<string>
  readonly balances: ReadonlyMap<string, Amount>
  readonly positions: ReadonlyMap<string, PositionRecord>
  readonly snapshots: readonly PositionRecord[]
  readonly cursors: ReadonlyMap<string, string>
  readonly eventSeq: number
}

export type NewAccount = Pick<
  AccountState,
  'account' | 'venueId' | 'permit' | 'bookIds' | 'externalBookId'
>

export function emptyAccount(account: NewAccount): AccountState {
  return {
    ...account,
    tradingReason: null,
    orders: new Map(),
    fills: new Map(),
    ledger: [],
    ledgerKeys: new Set(),
    balances: new Map(),
    positions: new Map(),
    snapshots: [],
    cursors: new Map(),
    eventSeq: 0,
  }
}

export function balanceKey(bookId: string, asset: AssetId, kind: string): string {
  return `${bookId} ${asset} ${kind}`
}

export function positionKey({
  bookId,
  instrumentId,
}: {
  readonly bookId: string
  readonly instrumentId: InstrumentId
}): string {
  return `${bookId} ${instrumentId}`
}

export function fillKeyOf({
  instrumentId,
  venueTradeId,
  venueOrderId,
}: {
  readonly instrumentId: InstrumentId
  readonly venueTradeId: string
  readonly venueOrderId: string
}): string {
  return `${instrumentId}/${venueTradeId}/${venueOrderId}`
}
