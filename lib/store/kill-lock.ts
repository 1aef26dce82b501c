import type { Tx } from './transaction.ts'

/**
 * Waits until no order of the firm is being decided or claimed, and lets none begin before this transaction
 * ends: whoever stops trading takes it first, so that nothing is sent after the stop has committed.
 */
export async function takeKillLock(tx: Tx): Promise<void> {
  await tx.query({
    name: 'take-kill-lock',
    text: `SELECT pg_advisory_xact_lock(hashtextextended(current_setting('truebook.organization_id'), 2))`,
  })
}
