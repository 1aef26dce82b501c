import type { Tx } from './transaction.ts'

/**
 * What follows waits until no order of the firm is being decided or claimed, and none begins before this transaction
 * ends: whoever stops trading takes it first, so that nothing is sent after the stop has committed. It holds
 * everybody up: what follows should be sent without waiting.
 */
export function takeKillLock(tx: Tx): void {
  tx.send({
    name: 'take-kill-lock',
    text: `SELECT pg_advisory_xact_lock(hashtextextended(current_setting('truebook.organization_id'), 2))`,
  })
}
