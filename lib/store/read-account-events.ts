import type { UnixMs } from '#core/time/time.ts'
import { column } from './column.ts'
import type { Tx } from './transaction.ts'

/** One event as it is stored. */
export type StoredEvent = {
  readonly seq: number
  readonly type: string
  readonly at: UnixMs
  readonly version: number
  readonly data: unknown
}

export type EventHead = { readonly clientId: string; readonly seq: number }

/** The number of an account's newest event; null when the scope does not show the account. */
export async function readEventHead(tx: Tx, accountId: string): Promise<EventHead | null> {
  const [row] = await tx.query<{ client_id: string; event_seq: string }>({
    name: 'read-event-head',
    text: 'SELECT client_id, event_seq FROM account WHERE id = $1',
    values: [accountId],
  })
  return row === undefined ? null : { clientId: row.client_id, seq: Number(row.event_seq) }
}

/** The events after a number, in order. */
export async function readAccountEvents(
  tx: Tx,
  { accountId, afterSeq, limit }: { accountId: string; afterSeq: number; limit: number },
): Promise<readonly StoredEvent[]> {
  const rows = await tx.query<{
    seq: string
    type: string
    at: Date
    version: number
    data: unknown
  }>({
    name: 'read-account-events',
    text: `SELECT seq, type, at, version, data FROM account_event
            WHERE account_id = $1 AND seq > $2 ORDER BY seq LIMIT $3`,
    values: [accountId, afterSeq, limit],
  })
  return rows.map((row) => ({ ...row, seq: Number(row.seq), at: column.time(row.at) }))
}
