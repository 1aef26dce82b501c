import type { SignalEventView } from '#api/codecs/alert.ts'
import type { Timeframe } from '#core/market/candle.ts'
import type { Direction, PatternKind } from '#core/patterns/pattern.ts'
import type { UnixMs } from '#core/time/time.ts'
import { column } from './column.ts'
import type { Tx } from './transaction.ts'

/** What is left waits for the next round. */
const NOTICES_MAX = 200

/** A signal that a person is to be told of now. */
export type SignalNotice = { readonly userId: string; readonly event: SignalEventView }

/**
 * The signals known after `since` that people asked to be told of and were not, oldest first, marked as told: hand
 * them on in this transaction. Nobody is told of what was known before they asked.
 */
export async function takeSignalNotices(
  tx: Tx,
  { organizationId, since, now }: Taking,
): Promise<SignalNotice[]> {
  const rows = await tx.query<NoticeRow>({
    name: 'take-signal-notices',
    text: `WITH told AS (
        INSERT INTO signal_notice (organization_id, user_id, signal_id, told_at)
        SELECT DISTINCT $1::uuid, r.user_id, s.id, to_timestamp($3::float8 / 1000)
          FROM signal_rule r
          JOIN signal s ON s.at > greatest(r.created_at, to_timestamp($2::float8 / 1000)) AND s.score >= r.score_min
            AND (r.timeframes = '{}' OR s.timeframe = ANY (r.timeframes))
          JOIN dataset d ON d.id = s.dataset_id
            AND (r.instrument_ids = '{}' OR d.instrument_id = ANY (r.instrument_ids))
         WHERE NOT EXISTS (SELECT FROM signal_notice n
           WHERE n.organization_id = $1::uuid AND n.user_id = r.user_id AND n.signal_id = s.id)
         ORDER BY 2, 3 LIMIT ${NOTICES_MAX}
        ON CONFLICT DO NOTHING RETURNING user_id, signal_id)
      SELECT told.user_id, s.id, d.instrument_id, s.timeframe, s.at, s.pattern, s.direction, s.score, s.entry, s.stop,
          s.target
        FROM told JOIN signal s ON s.id = told.signal_id JOIN dataset d ON d.id = s.dataset_id
       ORDER BY s.at, s.id`,
    values: [organizationId, since, now],
  })
  return rows.map(({ user_id: userId, id, instrument_id, at, ...signal }) => ({
    userId,
    event: {
      ...signal,
      signalId: id,
      instrumentId: column.instrumentId(instrument_id),
      at: column.time(at),
    },
  }))
}

type Taking = {
  readonly organizationId: string
  readonly since: UnixMs
  readonly now: UnixMs
}

/** Forgets whom was told what before: such signals are no news any more. */
export async function deleteNotices(tx: Tx, before: UnixMs): Promise<void> {
  await tx.query({
    name: 'delete-notices',
    text: 'DELETE FROM signal_notice WHERE told_at < to_timestamp($1::float8 / 1000)',
    values: [before],
  })
}

type NoticeRow = {
  readonly user_id: string
  readonly id: string
  readonly instrument_id: string
  readonly timeframe: Timeframe
  readonly at: Date
  readonly pattern: PatternKind
  readonly direction: Direction
  readonly score: number
  readonly entry: number
  readonly stop: number
  readonly target: number
}
