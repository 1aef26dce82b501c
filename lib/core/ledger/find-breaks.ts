import type { BreakCause } from '#core/ledger/break-cause.ts'
import type { BalanceDifference } from '#core/ledger/match-balances.ts'
import type { AssetId, InstrumentId } from '#core/market/instrument.ts'
import type { Amount } from '#core/money/money.ts'
import type { OrderViolation } from '#core/orders/order-state.ts'
import { SECOND_MS } from '#core/time/time.ts'

/** A venue whose clock is further away than this may not be traded at. */
export const CLOCK_SKEW_MS_MAX = SECOND_MS

/** What one reconciliation saw since the one before. */
export type BreakFacts = {
  readonly foreignOrders: readonly VenueOrderFact[]
  readonly foreignFills: readonly FillFact[]
  /** Fills of ours that only a poll found. */
  readonly missedFills: readonly (FillFact & { readonly lateMs: number })[]
  /** Fills that their orders could not have. */
  readonly impossibleFills: readonly (FillFact & { readonly violation: OrderViolation })[]
  /** The first fills in a while whose fee was taken in an asset that they did not trade. */
  readonly thirdCoinFees: readonly (FillFact & { readonly feeAsset: AssetId })[]
  /** Orders of ours that ended canceled though nobody here asked for it. */
  readonly venueCancels: readonly (TradedPair & {
    readonly orderId: string
    readonly venueOrderId: string | null
  })[]
  /** Orders that the venue does not have in the state in which we have them. */
  readonly orderStates: readonly (TradedPair & { readonly orderId: string })[]
  readonly transfers: readonly TransferFact[]
  readonly replayedFills: readonly ReplayedFill[]
  readonly differences: readonly BalanceDifference[]
  /** The venue's clock minus ours. */
  readonly clockOffsetMs: number
}

type TradedPair = {
  readonly instrumentId: InstrumentId
  readonly base: AssetId
  readonly quote: AssetId
}
export type VenueOrderFact = TradedPair & { readonly venueOrderId: string }
export type FillFact = VenueOrderFact & { readonly venueTradeId: string }
export type TransferFact = {
  readonly kind: 'deposit' | 'withdrawal' | 'dust'
  readonly venueTransferId: string
  readonly asset: AssetId
  readonly amount: Amount
}
export type ReplayedFill = {
  readonly instrumentId: InstrumentId
  readonly venueTradeId: string
}

/** A disagreement that was seen. One break lives per subject at a time. */
export type Finding = {
  readonly subject: string
  readonly cause: BreakCause
  readonly instrumentId: InstrumentId | null
  readonly asset: AssetId | null
  readonly ours: Amount | null
  readonly theirs: Amount | null
  /** While the balance of one of these differs, nothing shows that the disagreement is over. */
  readonly assets: readonly AssetId[]
  readonly evidence: Readonly<Record<string, string | number>>
}

/** Names the cause of everything that a reconciliation saw; each subject once. */
export function findBreaks(facts: BreakFacts): Finding[] {
  const findings = [
    ...[...facts.foreignOrders, ...facts.foreignFills].map(foreignActivity),
    ...facts.missedFills.map(missedFill),
    ...facts.impossibleFills.map(impossibleFill),
    ...facts.thirdCoinFees.map(thirdCoinFee),
    ...facts.venueCancels.map(venueCancel),
    ...facts.orderStates.map(orderState),
    ...facts.transfers.map(transferred),
    ...facts.replayedFills.map(replayed),
    ...facts.differences.map(wrongBalance),
    ...clockSkew(facts.clockOffsetMs),
  ]
  return [...new Map(findings.map((finding) => [finding.subject, finding])).values()]
}

const NOTHING = {
  instrumentId: null,
  asset: null,
  ours: null,
  theirs: null,
  assets: [],
  evidence: {},
} as const

/** One order and all its fills are one activity. */
function foreignActivity({ instrumentId, base, quote, venueOrderId }: VenueOrderFact): Finding {
  return {
    ...NOTHING,
    subject: `foreign:${instrumentId}:${venueOrderId}`,
    cause: 'FOREIGN_ACTIVITY',
    instrumentId,
    assets: [base, quote],
    evidence: { venueOrderId },
  }
}

function missedFill(fill: BreakFacts['missedFills'][number]): Finding {
  const { instrumentId, base, quote, venueOrderId, venueTradeId, lateMs } = fill
  return {
    ...NOTHING,
    subject: `missed:${instrumentId}:${venueOrderId}`,
    cause: 'MISSED_FILL',
    instrumentId,
    assets: [base, quote],
    evidence: { venueOrderId, venueTradeId, lateMs },
  }
}

function impossibleFill(fill: BreakFacts['impossibleFills'][number]): Finding {
  const { instrumentId, base, quote, venueOrderId, venueTradeId, violation } = fill
  return {
    ...NOTHING,
    subject: `impossible:${instrumentId}:${venueOrderId}`,
    cause: 'FILL_AGAINST_ORDER',
    instrumentId,
    assets: [base, quote],
    evidence: { venueOrderId, venueTradeId, violation },
  }
}

function thirdCoinFee(fill: BreakFacts['thirdCoinFees'][number]): Finding {
  const { feeAsset, instrumentId, venueTradeId } = fill
  return {
    ...NOTHING,
    subject: `fee:${feeAsset}:${instrumentId}:${venueTradeId}`,
    cause: 'FEE_IN_THIRD_COIN',
    instrumentId,
    asset: feeAsset,
    assets: [feeAsset],
    evidence: { venueTradeId },
  }
}

function venueCancel(order: BreakFacts['venueCancels'][number]): Finding {
  const { instrumentId, base, quote, orderId, venueOrderId } = order
  return {
    ...NOTHING,
    subject: `canceled:${orderId}`,
    cause: 'VENUE_CANCEL',
    instrumentId,
    assets: [base, quote],
    evidence: { orderId, ...(venueOrderId === null ? {} : { venueOrderId }) },
  }
}

function orderState(order: BreakFacts['orderStates'][number]): Finding {
  const { instrumentId, base, quote, orderId } = order
  return {
    ...NOTHING,
    subject: `order:${orderId}`,
    cause: 'ORDER_STATE',
    instrumentId,
    assets: [base, quote],
    evidence: { orderId },
  }
}

const CAUSE_OF_TRANSFER = {
  deposit: 'DEPOSIT',
  withdrawal: 'WITHDRAWAL',
  dust: 'DUST_CONVERSION',
} as const satisfies Record<TransferFact['kind'], BreakCause>

function transferred({ kind, venueTransferId, asset, amount }: TransferFact): Finding {
  return {
    ...NOTHING,
    subject: `${kind}:${venueTransferId}:${asset}`,
    cause: CAUSE_OF_TRANSFER[kind],
    asset,
    theirs: amount,
    assets: [asset],
    evidence: { venueTransferId },
  }
}

function replayed({ instrumentId, venueTradeId }: ReplayedFill): Finding {
  return {
    ...NOTHING,
    subject: `replayed:${instrumentId}:${venueTradeId}`,
    cause: 'FILL_REPLAYED',
    instrumentId,
    evidence: { venueTradeId },
  }
}

function wrongBalance({ asset, ours, theirs }: BalanceDifference): Finding {
  return {
    ...NOTHING,
    subject: `balance:${asset}`,
    cause: 'WRONG_BALANCE',
    asset,
    ours,
    theirs,
    assets: [asset],
  }
}

function clockSkew(clockOffsetMs: number): Finding[] {
  if (Math.abs(clockOffsetMs) <= CLOCK_SKEW_MS_MAX) return []
  return [{ ...NOTHING, subject: 'clock', cause: 'CLOCK_SKEW', evidence: { clockOffsetMs } }]
}
