import type { SignalRuleView } from '#api/codecs/signal-rule.ts'
import type { Timeframe } from '#core/market/candle.ts'
import { column } from './column.ts'
import type { Tx } from './transaction.ts'

/** The rules of one person, the newest first. */
export async function readSignalRulesOf(tx: Tx, userId: string): Promise<SignalRuleView[]> {
  const rows = await tx.query<RuleRow>({
    name: 'read-signal-rules',
    text: `SELECT id, instrument_ids, timeframes, score_min, created_at FROM signal_rule WHERE user_id = $1
      ORDER BY created_at DESC, id DESC`,
    values: [userId],
  })
  return rows.map(ruleOf)
}

export type NewSignalRule = SignalRuleView & {
  readonly organizationId: string
  readonly userId: string
}

export async function insertSignalRule(tx: Tx, rule: NewSignalRule): Promise<void> {
  await tx.query({
    name: 'insert-signal-rule',
    text: `INSERT INTO signal_rule (id, organization_id, user_id, instrument_ids, timeframes, score_min, created_at)
      VALUES ($1, $2, $3, $4, $5, $6, to_timestamp($7::float8 / 1000))`,
    values: [
      rule.id,
      rule.organizationId,
      rule.userId,
      rule.instrumentIds,
      rule.timeframes,
      rule.scoreMin,
      rule.createdAt,
    ],
  })
}

/** Takes a person's rule away; null where they have no such rule. */
export async function deleteSignalRule(
  tx: Tx,
  { id, userId }: { readonly id: string; readonly userId: string },
): Promise<SignalRuleView | null> {
  const [row] = await tx.query<RuleRow>({
    name: 'delete-signal-rule',
    text: `DELETE FROM signal_rule WHERE id = $1 AND user_id = $2
      RETURNING id, instrument_ids, timeframes, score_min, created_at`,
    values: [id, userId],
  })
  return row === undefined ? null : ruleOf(row)
}

type RuleRow = {
  readonly id: string
  readonly instrument_ids: readonly string[]
  readonly timeframes: readonly Timeframe[]
  readonly score_min: number
  readonly created_at: Date
}

function ruleOf(row: RuleRow): SignalRuleView {
  return {
    id: row.id,
    instrumentIds: row.instrument_ids.map((id) => column.instrumentId(id)),
    timeframes: row.timeframes,
    scoreMin: row.score_min,
    createdAt: column.time(row.created_at),
  }
}
