import type { UnixMs } from '#core/time/time.ts'
import { column } from './column.ts'

/** When a dataset is fetched, and how that goes. */
export type ScheduleRow = {
  readonly cron: string
  readonly fromAt: UnixMs
  readonly dueAt: UnixMs
  readonly progress: number | null
  readonly isCanceling: boolean
  readonly last: {
    readonly outcome: 'DONE' | 'CANCELED' | 'FAILED'
    readonly endedAt: UnixMs
    readonly fetched: number
  } | null
}

/** Of a history_schedule named s, which may be missing. */
export const SCHEDULE_COLUMNS = `s.cron, s.from_at, s.due_at, s.progress, s.cancel_requested_at, s.outcome,
  s.ended_at, s.fetched`

export type ScheduleColumns = {
  readonly cron: string | null
  readonly from_at: Date | null
  readonly due_at: Date | null
  readonly progress: number | null
  readonly cancel_requested_at: Date | null
  readonly outcome: 'DONE' | 'CANCELED' | 'FAILED' | null
  readonly ended_at: Date | null
  readonly fetched: number | null
}

/** Null where there is none. */
export function scheduleOf(row: ScheduleColumns): ScheduleRow | null {
  const { cron, from_at: from, due_at: due, outcome, ended_at: ended } = row
  if (cron === null || from === null || due === null) return null
  return {
    cron,
    fromAt: column.time(from),
    dueAt: column.time(due),
    progress: row.progress,
    isCanceling: row.cancel_requested_at !== null,
    last:
      outcome === null || ended === null
        ? null
        : { outcome, endedAt: column.time(ended), fetched: row.fetched ?? 0 },
  }
}
