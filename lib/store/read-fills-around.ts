import { toIso, type UnixMs } from '#core/time/time.ts'
import { column } from './column.ts'
import type { Whose } from './is-visible.ts'
import type { Tx } from './transaction.ts'

/** When the last fill before a moment and the first one after it were booked, over these accounts. */
export async function readFillsAround(
  tx: Tx,
  { clientId, accountId, at }: Whose & { readonly at: UnixMs },
): Promise<{ readonly previousAt: UnixMs | null; readonly nextAt: UnixMs | null }> {
  const [row] = await tx.query<{ previous_at: Date | null; next_at: Date | null }>({
    name: 'read-fills-around',
    text: `SELECT max(p.created_at) AS previous_at, min(n.created_at) AS next_at FROM account a
      LEFT JOIN LATERAL (SELECT created_at FROM ledger_transaction WHERE account_id = a.id AND kind = 'fill'
        AND created_at < $3 ORDER BY created_at DESC LIMIT 1) p ON true
      LEFT JOIN LATERAL (SELECT created_at FROM ledger_transaction WHERE account_id = a.id AND kind = 'fill'
        AND created_at > $3 ORDER BY created_at LIMIT 1) n ON true
      WHERE ($1::uuid IS NULL OR a.client_id = $1) AND ($2::uuid IS NULL OR a.id = $2)`,
    values: [clientId ?? null, accountId ?? null, toIso(at)],
  })
  return {
    previousAt: column.timeOrNull(row?.previous_at ?? null),
    nextAt: column.timeOrNull(row?.next_at ?? null),
  }
}
