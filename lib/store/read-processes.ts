import type { UnixMs } from '#core/time/time.ts'
import { column } from './column.ts'
import type { Tx } from './transaction.ts'

export type ProcessBeat = {
  readonly process: string
  readonly instance: string
  readonly startedAt: UnixMs
  readonly beatAt: UnixMs
  readonly detail: Record<string, unknown>
}

/**
 * The newest heartbeat of every process there ever was, and of each instance that beat within a minute of it:
 * one that died stays in sight until another takes its place.
 */
export async function readProcesses(tx: Tx): Promise<ProcessBeat[]> {
  const rows = await tx.query<BeatRow>({
    name: 'read-processes',
    text: `SELECT process, instance, started_at, beat_at, detail FROM (
        SELECT *, max(beat_at) OVER (PARTITION BY process) AS newest_at FROM process_heartbeat) beat
      WHERE beat_at >= newest_at - interval '1 minute' ORDER BY process, started_at, instance`,
  })
  return rows.map((row) => ({
    process: row.process,
    instance: row.instance,
    startedAt: column.time(row.started_at),
    beatAt: column.time(row.beat_at),
    detail: row.detail,
  }))
}

type BeatRow = {
  readonly process: string
  readonly instance: string
  readonly started_at: Date
  readonly beat_at: Date
  readonly detail: Record<string, unknown>
}
