import pg from 'pg'
import { RESTORED_REASON } from '#usecases/accounts/trading-after.ts'

/**
 * Says in a restored database that its venues know more than it does: no account sends anything before its books
 * are proven against the venue, and nobody is signed in any more. Audited in every firm.
 */
export async function markRecovering(
  superuserUrl: string,
  { takenAt }: { readonly takenAt: string },
): Promise<{ readonly accounts: number }> {
  const client = new pg.Client({ connectionString: superuserUrl })
  await client.connect()
  try {
    await client.query('BEGIN')
    const { rowCount } = await client.query(
      `UPDATE account SET recovering_since = now(),
          trading_state = CASE trading_state WHEN 'ACTIVE' THEN 'HALTED' ELSE trading_state END,
          trading_reason = CASE trading_state WHEN 'ACTIVE' THEN $1 ELSE trading_reason END,
          trading_changed_at = CASE trading_state WHEN 'ACTIVE' THEN now() ELSE trading_changed_at END,
          trading_changed_by = CASE trading_state WHEN 'ACTIVE' THEN NULL ELSE trading_changed_by END
        WHERE status IN ('CONNECTED', 'READ_ONLY')`,
      [RESTORED_REASON],
    )
    await client.query('UPDATE session SET revoked_at = now() WHERE revoked_at IS NULL')
    await client.query('DELETE FROM stream_ticket')
    await client.query(
      `INSERT INTO audit_event (id, organization_id, actor_kind, actor_id, action, target_kind, target_id,
          request_id, at, data)
        SELECT uuidv7(), id, 'house', 'backup', 'desk.restore', 'organization', id::text, 'restore', now(),
          jsonb_build_object('takenAt', $1::text) FROM organization`,
      [takenAt],
    )
    await client.query('COMMIT')
    return { accounts: rowCount ?? 0 }
  } finally {
    await client.end()
  }
}
