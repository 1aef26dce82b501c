import { AppError } from '#api/app-error.ts'
import { SECOND_MS, type UnixMs } from '#core/time/time.ts'
import {
  type ComparedBalances,
  compareBalances,
  type ReadBalances,
  readBalances,
} from './compare-balances.ts'
import { compareOrders } from './compare-orders.ts'
import { type Concluded, concludeFailure, concludeReading } from './conclude-reconciliation.ts'
import { explainDifferences } from './explain-differences.ts'
import type { Reading } from './reading.ts'
import type { ReconcileContext } from './reconcile-context.ts'

/** How often an account at the simulated exchange is proven; real venues follow their budgets. */
export const RECONCILE_EVERY_MS = 15 * SECOND_MS
/** Every so many runs all of the venue's open orders and its transfers are read though nothing asks for it. */
export const THOROUGH_EVERY_RUNS = 12

/**
 * Proves an account's books against its venue once: balances first, and where they differ everything that may
 * explain it is booked before they are compared again. Every run leaves a row; every disagreement becomes or
 * stays a break with its cause. A venue that cannot be read proves nothing (FAILED) and never counts as empty.
 * Safe to repeat; call it for one account at a time. `run` counts the runs since the start.
 */
export async function reconcileAccount(ctx: ReconcileContext, run: number): Promise<Concluded> {
  const startedAt = ctx.clock.now()
  let reading: Reading
  try {
    reading = await read(ctx, { startedAt, isThorough: run % THOROUGH_EVERY_RUNS === 0 })
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'VENUE_UNREACHABLE') throw error
    return concludeFailure(ctx, { startedAt, error })
  }
  return concludeReading(ctx, reading)
}

async function read(
  ctx: ReconcileContext,
  { startedAt, isThorough }: { readonly startedAt: UnixMs; readonly isThorough: boolean },
): Promise<Reading> {
  const clockOffsetMs = await ctx.venue.measureClock()
  const balances = await readBalances(ctx)
  const first = await compareBalances(ctx, balances)
  const differences = first.kind === 'differ' ? first.differences : []
  const isExplained = differences.length === 0
  const transfers = isThorough || !isExplained ? await explainDifferences(ctx, differences) : []
  const orderStates = await compareOrders(ctx, isThorough ? 'all' : 'ours')
  const compared = isExplained ? first : await compareAgain(ctx, balances)
  return { startedAt, clockOffsetMs, compared, orderStates, transfers }
}

/** The same balances with all booked that was in them; new ones where something moved after they were read. */
async function compareAgain(
  ctx: ReconcileContext,
  balances: ReadBalances,
): Promise<ComparedBalances> {
  const again = await compareBalances(ctx, balances)
  return again.kind === 'match' ? again : compareBalances(ctx, await readBalances(ctx))
}
