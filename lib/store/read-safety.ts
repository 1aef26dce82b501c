import type { SystemView } from '#api/codecs/report.ts'
import { column } from './column.ts'
import type { Tx } from './transaction.ts'

/** What waits for a word, an attempt or a hand in the firm, and how old the backups are. */
export async function readSafety(tx: Tx): Promise<SystemView['safety']> {
  const [row] = await tx.query<SafetyRow>({
    name: 'read-safety',
    text: `SELECT o.*, m.*, b.*, (SELECT count(*)::int FROM alert WHERE cleared_at IS NULL) AS alerts_standing
      FROM (SELECT count(*) FILTER (WHERE state = 'SENDING')::int AS in_doubt,
          count(*) FILTER (WHERE state = 'QUARANTINED')::int AS quarantined,
          min(coalesce(sent_at, claimed_at, created_at)) FILTER (WHERE state = 'SENDING') AS oldest_sent_at
        FROM "order" WHERE state IN ('SENDING', 'QUARANTINED')) o,
      (SELECT count(*) FILTER (WHERE d.state = 'PENDING')::int AS messages_waiting,
          min(d.due_at) FILTER (WHERE d.state = 'PENDING') AS oldest_due_at,
          count(*) FILTER (WHERE d.state = 'DEAD')::int AS messages_dead
        FROM alert_delivery d JOIN alert_channel c ON c.id = d.channel_id
       WHERE d.state IN ('PENDING', 'DEAD') AND c.removed_at IS NULL) m,
      (SELECT max(finished_at) FILTER (WHERE state <> 'FAILED') AS backed_up_at, max(verified_at) AS verified_at,
          (array_agg(failure ORDER BY finished_at DESC))[1] AS backup_failure FROM backup_run) b`,
  })
  if (row === undefined) throw new Error('the database says nothing of what waits')
  return {
    ordersInDoubt: row.in_doubt,
    ordersQuarantined: row.quarantined,
    oldestSentAt: column.timeOrNull(row.oldest_sent_at),
    alertsStanding: row.alerts_standing,
    messagesWaiting: row.messages_waiting,
    oldestDueAt: column.timeOrNull(row.oldest_due_at),
    messagesDead: row.messages_dead,
    backedUpAt: column.timeOrNull(row.backed_up_at),
    backupVerifiedAt: column.timeOrNull(row.verified_at),
    backupFailure: row.backup_failure,
  }
}

type SafetyRow = {
  readonly in_doubt: number
  readonly quarantined: number
  readonly oldest_sent_at: Date | null
  readonly alerts_standing: number
  readonly messages_waiting: number
  readonly oldest_due_at: Date | null
  readonly messages_dead: number
  readonly backed_up_at: Date | null
  readonly verified_at: Date | null
  readonly backup_failure: string | null
}
