import type { InstrumentId } from '#core/market/instrument.ts'
import type { TradingState } from '#core/risk/check-order.ts'
import type { UnixMs } from '#core/time/time.ts'
import type { Lease, LeaseWish, OrderPathTx } from '#ports/order-path-store.ts'

/** One statement of a transaction, and what it found. */
export type RecordedStep = {
  [Name in keyof OrderPathTx]: {
    readonly name: Name
    readonly given: Parameters<OrderPathTx[Name]>
    readonly found: Awaited<ReturnType<OrderPathTx[Name]>>
    readonly at: UnixMs
  }
}[keyof OrderPathTx]

/** A transaction on the account. What was rolled back is not done again. */
export type RecordedChange = {
  readonly kind: 'change'
  readonly steps: RecordedStep[]
  isCommitted: boolean
}

/** What a run did to its database, in order. */
export type RecordedDeed =
  | RecordedChange
  | {
      readonly kind: 'acquire'
      readonly wish: LeaseWish
      readonly found: Lease | null
      readonly at: UnixMs
    }
  | {
      readonly kind: 'renew'
      readonly leases: readonly Lease[]
      readonly ttlMs: number
      readonly found: readonly Lease[]
      readonly at: UnixMs
    }
  | { readonly kind: 'release'; readonly lease: Lease; readonly at: UnixMs }
  | { readonly kind: 'halt'; readonly state: TradingState }
  | {
      readonly kind: 'quote'
      readonly instrumentId: InstrumentId
      readonly last: string
      readonly at: UnixMs
    }
