import { type UnixMs, unixMsOf } from '#core/time/time.ts'
import type { VenueTransfer } from '#ports/venue.ts'
import { writeAccountChanges } from '#store/order-path-write.ts'
import { transferKey } from '#store/transfers.ts'
import { readVenueCursor } from '#store/venue-cursors.ts'
import {
  KNOWN_TRANSFERS_CURSOR,
  OPENED_AT_CURSOR,
  TRANSFERS_OVERLAP_MS,
} from '#usecases/accounts/open-books.ts'
import { recordTransfers, type TransferContext } from './record-transfers.ts'

const CURSOR = 'transfers'

/**
 * Reads the venue's transfers since the last time and books those that are new; what moved before the books were
 * opened is part of the opening. Returns the new ones. Safe to repeat and to break off anywhere.
 */
export async function syncTransfers(ctx: TransferContext): Promise<readonly VenueTransfer[]> {
  const { since, openedAt, before } = await startOf(ctx)
  const startedAt = ctx.clock.now()
  const transfers = await ctx.venue.fetchTransfers({ since })
  const ours = transfers.filter(
    (transfer) =>
      !before.has(transferKey(transfer)) && transfer.venueAt >= openedAt - TRANSFERS_OVERLAP_MS,
  )
  const recorded = await recordTransfers(ctx, ours)
  await ctx.db.write((tx) =>
    writeAccountChanges(tx, {
      account: ctx.account,
      at: startedAt,
      cursors: [{ name: CURSOR, position: String(startedAt) }],
    }),
  )
  return recorded
}

async function startOf(ctx: TransferContext) {
  const { accountId } = ctx.account
  return ctx.db.read(async (tx) => {
    const position = (name: string) => readVenueCursor(tx, { accountId, name })
    const openedAt = timeOf(await position(OPENED_AT_CURSOR))
    const readUntil = timeOf(await position(CURSOR)) || openedAt
    const before: unknown = JSON.parse((await position(KNOWN_TRANSFERS_CURSOR)) ?? '[]')
    return {
      openedAt,
      since: unixMsOf(Math.max(0, readUntil - TRANSFERS_OVERLAP_MS)),
      before: new Set(Array.isArray(before) ? before.map(String) : []),
    }
  })
}

function timeOf(position: string | null): UnixMs {
  return unixMsOf(Number(position ?? 0))
}
