import type { UnixMs } from '#core/time/time.ts'
import type { Tx } from './transaction.ts'

/** Says since when no order is sent to the account's venue; null says that orders are sent. False when it was said before. */
export async function writeCircuit(
  tx: Tx,
  { accountId, openSince }: { readonly accountId: string; readonly openSince: UnixMs | null },
): Promise<boolean> {
  const rows = await tx.query({
    name: 'write-circuit',
    text: `UPDATE account SET circuit_open_since = to_timestamp($2::float8 / 1000)
      WHERE id = $1 AND (circuit_open_since IS NULL) <> ($2::float8 IS NULL) RETURNING id`,
    values: [accountId, openSince],
  })
  return rows.length === 1
}
