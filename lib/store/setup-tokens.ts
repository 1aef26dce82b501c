import type pg from 'pg'
import type { UnixMs } from '#core/time/time.ts'
import type { Tx } from './transaction.ts'

/** There is one row at most. A new token makes the one before useless; a used one is never replaced. */
export async function replaceSetupToken(
  tx: Tx,
  { tokenHash, now }: { readonly tokenHash: string; readonly now: UnixMs },
): Promise<void> {
  await tx.query({
    text: `INSERT INTO setup_token (id, token_hash, created_at) VALUES (1, $1, to_timestamp($2::float8 / 1000))
           ON CONFLICT (id) DO UPDATE SET token_hash = EXCLUDED.token_hash, created_at = EXCLUDED.created_at
            WHERE setup_token.used_at IS NULL`,
    values: [tokenHash, now],
  })
}

/** Uses the token up. False when it is not the one, or was used before. */
export async function takeSetupToken(
  tx: Tx,
  { tokenHash, now }: { readonly tokenHash: string; readonly now: UnixMs },
): Promise<boolean> {
  const rows = await tx.query({
    text: `UPDATE setup_token SET used_at = to_timestamp($2::float8 / 1000)
            WHERE id = 1 AND token_hash = $1 AND used_at IS NULL RETURNING 1`,
    values: [tokenHash, now],
  })
  return rows.length === 1
}

/** Whether the desk waits for its first administrator. */
export async function isSetupOpen(pool: pg.Pool): Promise<boolean> {
  const { rows } = await pool.query('SELECT FROM setup_token WHERE id = 1 AND used_at IS NULL')
  return rows.length > 0
}
