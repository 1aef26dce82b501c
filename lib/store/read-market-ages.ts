import type { SystemView } from '#api/codecs/report.ts'
import { column } from './column.ts'
import type { Tx } from './transaction.ts'

/** Per venue how many instruments it lists and when the newest quote arrived. */
export async function readMarketAges(tx: Tx): Promise<SystemView['markets']> {
  const rows = await tx.query<{
    venue_id: string
    instruments: number
    newest_at: Date | null
  }>({
    name: 'read-market-ages',
    text: `SELECT i.venue_id, count(*)::int AS instruments, max(q.received_at) AS newest_at
      FROM instrument i LEFT JOIN quote q ON q.instrument_id = i.id GROUP BY i.venue_id ORDER BY i.venue_id`,
  })
  return rows.map((row) => ({
    venueId: column.venueId(row.venue_id),
    instruments: row.instruments,
    newestQuoteAt: column.timeOrNull(row.newest_at),
  }))
}
