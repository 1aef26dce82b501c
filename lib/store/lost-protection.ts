import type { InstrumentId } from '#core/market/instrument.ts'
import type { Amount, Quantity } from '#core/money/money.ts'
import { column } from './column.ts'
import type { Tx } from './transaction.ts'

/** A stop that ended may be replaced at once; for longer than this the position is unprotected. */
export const UNPROTECTED_SECONDS = 5

/**
 * Positions `p` whose stop `lost` ended without anybody here asking for it, and in whose place none stands. Who
 * takes a stop away on purpose, or never had one, has lost nothing.
 */
export const LOST_PROTECTION = `position p JOIN LATERAL (
    SELECT o.id, o.closed_at FROM "order" o
     WHERE o.book_id = p.book_id AND o.instrument_id = p.instrument_id AND o.type = 'stopLimit'
       AND o.state IN ('CANCELED', 'EXPIRED', 'REJECTED') AND o.cancel_requested_at IS NULL
       AND o.side = CASE WHEN p.quantity > 0 THEN 'sell' ELSE 'buy' END
       AND o.closed_at >= coalesce(p.opened_at, p.updated_at)
     ORDER BY o.closed_at DESC LIMIT 1) lost
   ON lost.closed_at < tb_now() - interval '${UNPROTECTED_SECONDS} seconds'
 WHERE p.quantity <> 0 AND NOT EXISTS (SELECT FROM "order" s
     WHERE s.account_id = p.account_id AND s.book_id = p.book_id AND s.instrument_id = p.instrument_id
       AND s.type = 'stopLimit' AND s.state IN ('WORKING', 'PARTIALLY_FILLED') AND s.cancel_requested_at IS NULL
       AND s.side = CASE WHEN p.quantity > 0 THEN 'sell' ELSE 'buy' END)`

export type LostProtection = {
  readonly bookId: string
  readonly instrumentId: InstrumentId
  readonly quantity: Quantity
  readonly availableBase: Amount
  /** The stop that ended. */
  readonly stopId: string
}

/** The house's own name on orders that close such positions; their signal is the stop that was lost. */
export const PROTECTION_ORIGIN = 'protection'

/** What an account that closes such positions has to close now, each once. */
export async function readToClose(tx: Tx, accountId: string): Promise<readonly LostProtection[]> {
  const rows = await tx.query<{
    book_id: string
    instrument_id: string
    quantity: string
    available: string | null
    stop_id: string
  }>({
    name: 'read-unprotected-to-close',
    text: `SELECT p.book_id, p.instrument_id, p.quantity::text, lost.id AS stop_id,
        (SELECT b.amount::text FROM ledger_balance b JOIN instrument i ON i.id = p.instrument_id
          WHERE b.book_id = p.book_id AND b.asset = i.base AND b.kind = 'available') AS available
      FROM ${LOST_PROTECTION} AND p.account_id = $1
        AND EXISTS (SELECT FROM account a WHERE a.id = $1 AND a.unprotected_reaction = 'close')
        AND NOT EXISTS (SELECT FROM "order" k WHERE k.origin_id = $2 AND k.signal_id = lost.id::text)`,
    values: [accountId, PROTECTION_ORIGIN],
  })
  return rows.map((row) => ({
    bookId: row.book_id,
    instrumentId: column.instrumentId(row.instrument_id),
    quantity: column.quantity(row.quantity),
    availableBase: column.amount(row.available ?? '0'),
    stopId: row.stop_id,
  }))
}
