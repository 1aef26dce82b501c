import { AppError } from '#api/app-error.ts'
import type { AssetId } from '#core/market/instrument.ts'
import { type Amount, add, zeroAmount } from '#core/money/money.ts'
import type { AccountDesk } from '#runtime/runner/account-desk.ts'
import {
  compareHoldings,
  type ReadBalances,
  readBalances,
} from '#usecases/accounts/compare-balances.ts'
import { compareOrders } from '#usecases/accounts/compare-orders.ts'
import { syncFills } from '#usecases/orders/sync-fills.ts'
import type { AccountState } from '../store/account-state.ts'
import { SimOrderPath } from '../store/sim-order-path.ts'

export type Proven = {
  readonly kind: 'match' | 'differ'
  readonly theirs: ReadBalances['theirs']
  /** Our account as it was when it was compared. */
  readonly state: AccountState
}

/**
 * What a proof does for the order path: compares the balances, reads the fills where they differ, and brings the
 * orders to the venue's. Null where the venue did not answer.
 */
export async function proveInSimulation(desk: AccountDesk): Promise<Proven | null> {
  try {
    await desk.ctx.venue.measureClock()
    const balances = await readBalances(desk.ctx)
    const first = await compare(desk, balances)
    if (first.kind === 'differ') await readAllFills(desk)
    await compareOrders({ ...desk.ctx, historyFrom: desk.historyFrom }, 'all')
    return first.kind === 'match' ? first : await compare(desk, await readBalances(desk.ctx))
  } catch (error) {
    if (error instanceof AppError && error.code === 'VENUE_UNREACHABLE') return null
    throw error
  }
}

async function readAllFills({ ctx, instruments, historyFrom }: AccountDesk): Promise<void> {
  for (const { id } of instruments) await syncFills(ctx, { instrumentId: id, since: historyFrom })
}

async function compare(
  { ctx }: AccountDesk,
  { theirs, latestFillsFrom }: ReadBalances,
): Promise<Proven> {
  const { orderPath, account } = ctx
  if (!(orderPath instanceof SimOrderPath)) throw new Error('the desk is simulated')
  const state = await orderPath.read('proof', account.accountId, (found) => found)
  const recentFills = [...state.fills.values()].filter(({ venueAt }) => venueAt >= latestFillsFrom)
  const { kind } = compareHoldings({ holdings: holdingsOf(state), recentFills }, theirs)
  return { kind, theirs, state }
}

function holdingsOf({ balances }: AccountState): ReadonlyMap<AssetId, Amount> {
  const holdings = new Map<AssetId, Amount>()
  for (const [key, amount] of balances) {
    const [, asset, kind] = key.split(' ')
    if (kind !== 'available' && kind !== 'held') continue
    holdings.set(asset as AssetId, add(holdings.get(asset as AssetId) ?? zeroAmount, amount))
  }
  return holdings
}
