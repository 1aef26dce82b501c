import type { InstrumentId } from '#core/market/instrument.ts'
import { MINUTE_MS, type UnixMs, unixMsOf } from '#core/time/time.ts'
import { syncFills } from '#usecases/orders/sync-fills.ts'
import { syncOrders } from '#usecases/orders/sync-orders.ts'
import type { AccountDesk } from './account-desk.ts'

/** An instrument in which nothing has happened for so long is only looked at in turn. */
export const ACTIVE_FOR_MS = 2 * MINUTE_MS

/**
 * One round of polling: every instrument in which something may have happened and one of the others in turn, so
 * that trades made elsewhere are found wherever they are made. After a gap of the stream: everything. `round` counts
 * up and says whose turn it is.
 */
export async function pollFills(desk: AccountDesk, round: number): Promise<void> {
  const isAfterGap = desk.gap.isOpen
  desk.gap.isOpen = false
  try {
    if (isAfterGap) await syncOrders(desk.ctx)
    const due = isAfterGap ? desk.instruments.map(({ id }) => id) : await dueIn(desk, round)
    for (const instrumentId of due) await poll(desk, instrumentId)
  } catch (error) {
    desk.gap.isOpen ||= isAfterGap
    throw error
  }
}

async function dueIn(desk: AccountDesk, round: number): Promise<ReadonlySet<InstrumentId>> {
  const asked = [...desk.instrumentsDue]
  desk.instrumentsDue.clear()
  const active = await desk.ctx.orderPath.listActiveInstruments(
    desk.row.accountId,
    activeSince(desk.ctx.clock.now()),
  )
  const inTurn = desk.instruments[round % Math.max(desk.instruments.length, 1)]
  return new Set([...asked, ...active, ...(inTurn === undefined ? [] : [inTurn.id])])
}

async function poll(desk: AccountDesk, instrumentId: InstrumentId): Promise<void> {
  const { recorded } = await syncFills(desk.ctx, { instrumentId, since: desk.historyFrom })
  if (recorded.length === 0) return
  desk.ctx.log.info(
    { instrumentId, count: recorded.length },
    'the poll found fills before the stream',
  )
}

function activeSince(now: UnixMs): UnixMs {
  return unixMsOf(Math.max(0, now - ACTIVE_FOR_MS))
}
