import {
  type BalanceChange,
  type BalanceMatch,
  matchBalances,
} from '#core/ledger/match-balances.ts'
import { type AssetId, parseInstrumentId } from '#core/market/instrument.ts'
import { type Amount, add, asAmount, negate, subtract, zeroAmount } from '#core/money/money.ts'
import { compareFills, type Fill } from '#core/orders/fill.ts'
import { SECOND_MS, type UnixMs, unixMsOf } from '#core/time/time.ts'
import type { VenueBalance } from '#ports/venue.ts'
import { type ProofHoldings, readProofHoldings } from '#store/read-proof-holdings.ts'
import type { ReconcileContext } from './reconcile-context.ts'

/** On top of how long a venue's reads may lag: how long a fill may take from the venue into our books. */
const BOOKING_LAG_MS = 3 * SECOND_MS

/** What the venue held at one moment, and from when on fills may have been under way at that moment. */
export type ReadBalances = {
  readonly theirs: ReadonlyMap<AssetId, Amount>
  readonly latestFillsFrom: UnixMs
}

export type ComparedBalances = BalanceMatch & { readonly assetCount: number }

export async function readBalances(
  ctx: Pick<ReconcileContext, 'venue' | 'clock'>,
): Promise<ReadBalances> {
  const from = latestFillsFrom(ctx)
  return { theirs: totalsOf(await ctx.venue.fetchBalances()), latestFillsFrom: from }
}

/**
 * Compares what the venue held with our books as they are now. Fills move both while we look, and a venue's read
 * may lag behind its fills: theirs must equal ours after some prefix of the latest fills. Balances that were
 * read before the fills in them were booked match once those are.
 */
export async function compareBalances(
  ctx: Pick<ReconcileContext, 'account' | 'db'>,
  { theirs, latestFillsFrom: since }: ReadBalances,
): Promise<ComparedBalances> {
  const { accountId } = ctx.account
  const ours = await ctx.db.read((tx) => readProofHoldings(tx, { accountId, since }))
  return compareHoldings(ours, theirs)
}

/** Holdings of one moment, with the fills that may have been under way at the other. */
export function compareHoldings(
  { holdings, recentFills }: ProofHoldings,
  theirs: ReadBalances['theirs'],
): ComparedBalances {
  const changes = recentFills.toSorted(compareFills).map(changeOf)
  const match = matchBalances({ ours: before(holdings, changes), theirs, changes })
  return { ...match, assetCount: theirs.size }
}

/** Earlier fills every read of the venue has seen. Times of fills are the venue's. */
function latestFillsFrom({ venue, clock }: Pick<ReconcileContext, 'venue' | 'clock'>): UnixMs {
  const venueNow = clock.now() + (venue.clockOffsetMs() ?? 0)
  return unixMsOf(Math.max(0, venueNow - venue.capabilities.readLagMs - BOOKING_LAG_MS))
}

function totalsOf(balances: readonly VenueBalance[]): Map<AssetId, Amount> {
  return new Map(balances.map(({ asset, free, locked }) => [asset, add(free, locked)]))
}

function before(
  holdings: ReadonlyMap<AssetId, Amount>,
  changes: readonly BalanceChange[],
): Map<AssetId, Amount> {
  const earlier = new Map(holdings)
  for (const change of changes) {
    for (const [asset, delta] of change) {
      earlier.set(asset, subtract(earlier.get(asset) ?? zeroAmount, delta))
    }
  }
  return earlier
}

/** What a fill does to each asset's balance. */
function changeOf(fill: Fill): BalanceChange {
  const { base, quote } = parseInstrumentId(fill.instrumentId)
  const quantity = asAmount(fill.quantity)
  const isBuy = fill.side === 'buy'
  const change = new Map<AssetId, Amount>()
  const move = (asset: AssetId, delta: Amount) =>
    change.set(asset, add(change.get(asset) ?? zeroAmount, delta))
  move(base, isBuy ? quantity : negate(quantity))
  move(quote, isBuy ? negate(fill.quoteQuantity) : fill.quoteQuantity)
  move(fill.feeAsset, negate(fill.feeAmount))
  return change
}
