import { toIso } from '#core/time/time.ts'
import { type ChangePart, ownerColumns } from './change-part.ts'
import type { Tx } from './transaction.ts'

const INSERTED = 'account_id, name, organization_id, client_id, position, updated_at'

export const VENUE_CURSORS: ChangePart = {
  name: 'cursors',
  rowsOf: ({ account, at, cursors = [] }) =>
    cursors.map(({ name, position }) => ({
      ...ownerColumns(account),
      name,
      position,
      updated_at: toIso(at),
    })),
  text: (rows) => `INSERT INTO venue_cursor (${INSERTED})
    SELECT ${INSERTED} FROM jsonb_populate_recordset(NULL::venue_cursor, ${rows})
    ON CONFLICT (account_id, name) DO UPDATE SET position = excluded.position, updated_at = excluded.updated_at`,
}

/** How far one of the venue's histories has been read; null before the first time. */
export async function readVenueCursor(
  tx: Tx,
  { accountId, name }: { readonly accountId: string; readonly name: string },
): Promise<string | null> {
  const [row] = await tx.query<{ position: string }>({
    name: 'read-venue-cursor',
    text: 'SELECT position FROM venue_cursor WHERE account_id = $1 AND name = $2',
    values: [accountId, name],
  })
  return row?.position ?? null
}
