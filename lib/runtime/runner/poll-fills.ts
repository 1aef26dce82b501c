import type { InstrumentId } from '#core/market/instrument.ts'
import { SECOND_MS } from '#core/time/time.ts'
import { syncFills } from '#usecases/orders/sync-fills.ts'
import { syncOrders } from '#usecases/orders/sync-orders.ts'
import type { AccountDesk } from './account-desk.ts'
import { proveEveryMs } from './prove-books.ts'

/** The stream tells of fills at once; what it misses is looked for so often. */
export const POLL_EVERY_MS = 10 * SECOND_MS
/** A fill that the stream did not tell is booked within this time, and so is looked for more often. */
export const FOUND_WITHIN_MS = 2 * POLL_EVERY_MS
/** One instrument after the other is read for no reason at all, every so many rounds. */
export const ROUNDS_PER_INSTRUMENT = 12

/**
 * One round of looking for fills that the stream did not tell. Fills cost a venue more than anything else we ask,
 * so an instrument's are read where there is a reason: a fill that could not be stored, an order of which the venue
 * has filled more than we have booked. The open orders tell that, for a fraction: all of them after a gap of the
 * stream, our own where proofs are too rare to notice. What nothing betrays (trades made elsewhere that cancel each
 * other out to the last digit) is found in turn. `round` counts up and says whose turn it is.
 */
export async function pollFills(desk: AccountDesk, round: number): Promise<void> {
  const isAfterGap = desk.gap.isOpen
  const asked = [...desk.instrumentsDue]
  desk.gap.isOpen = false
  desk.instrumentsDue.clear()
  try {
    const missing = await lookForMissing(desk, isAfterGap)
    for (const instrumentId of new Set([...asked, ...missing, ...inTurn(desk, round)])) {
      await poll(desk, instrumentId)
    }
  } catch (error) {
    desk.gap.isOpen ||= isAfterGap
    for (const instrumentId of asked) desk.instrumentsDue.add(instrumentId)
    throw error
  }
}

async function lookForMissing(
  desk: AccountDesk,
  isAfterGap: boolean,
): Promise<readonly InstrumentId[]> {
  if (!isAfterGap && proveEveryMs(desk) <= FOUND_WITHIN_MS) return []
  const { instrumentsMissingFills } = await syncOrders(desk.ctx, isAfterGap ? 'all' : 'ours')
  return instrumentsMissingFills
}

function inTurn({ instruments }: AccountDesk, round: number): readonly InstrumentId[] {
  if (round % ROUNDS_PER_INSTRUMENT !== 0) return []
  const chosen = instruments[(round / ROUNDS_PER_INSTRUMENT) % Math.max(instruments.length, 1)]
  return chosen === undefined ? [] : [chosen.id]
}

async function poll(desk: AccountDesk, instrumentId: InstrumentId): Promise<void> {
  const { recorded } = await syncFills(desk.ctx, { instrumentId, since: desk.historyFrom })
  if (recorded.length === 0) return
  desk.ctx.log.info(
    { instrumentId, count: recorded.length },
    'the poll found fills before the stream',
  )
}
