import type { AssumptionsView, GridView, RunSummary } from '#api/codecs/research.ts'
import type { ResearchResultView } from '#api/codecs/research-result.ts'
import type { Timeframe } from '#core/market/candle.ts'
import type { ParameterValues } from '#core/strategies/parameter.ts'
import type { UnixMs } from '#core/time/time.ts'
import { column } from './column.ts'
import type { Tx } from './transaction.ts'

/** A run whose runner has not been heard of for so long is run anew by whoever takes it. */
export const RUNNER_SILENT_MS = 30_000

export type ClaimedRun = {
  readonly id: string
  readonly strategy: string
  readonly parameters: ParameterValues
  /** What a sweep tries; null for a backtest. */
  readonly grid: GridView | null
  readonly assumptions: AssumptionsView
  readonly datasetId: number
  readonly timeframe: Timeframe
  readonly fromAt: UnixMs | null
  readonly toAt: UnixMs | null
}

/** Takes the oldest run that waits, or that a runner left behind; null when there is none. Two never take one. */
export async function claimResearchRun(tx: Tx, runner: string): Promise<ClaimedRun | null> {
  const [row] = await tx.query<{
    id: string
    strategy: string
    parameters: ParameterValues
    grid: GridView | null
    assumptions: AssumptionsView
    dataset_id: number
    timeframe: Timeframe
    from_at: Date | null
    to_at: Date | null
  }>({
    name: 'claim-research-run',
    text: `UPDATE research_run SET state = 'RUNNING', runner = $1, beat_at = tb_now(), progress = 0,
        started_at = coalesce(started_at, tb_now())
      WHERE id = (SELECT id FROM research_run
        WHERE state = 'QUEUED'
          OR (state = 'RUNNING' AND beat_at < tb_now() - $2::float8 * interval '1 millisecond')
        ORDER BY created_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
      RETURNING id, strategy, parameters, grid, assumptions, dataset_id, timeframe, from_at, to_at`,
    values: [runner, RUNNER_SILENT_MS],
  })
  if (row === undefined) return null
  return {
    id: row.id,
    strategy: row.strategy,
    parameters: row.parameters,
    grid: row.grid,
    assumptions: row.assumptions,
    datasetId: row.dataset_id,
    timeframe: row.timeframe,
    fromAt: column.timeOrNull(row.from_at),
    toAt: column.timeOrNull(row.to_at),
  }
}

type Held = { readonly runId: string; readonly runner: string }

/** Tells how far a run is. Answers whether it should go on: not when it was canceled or taken over. */
export async function reportRunProgress(
  tx: Tx,
  { runId, runner, progress }: Held & { readonly progress: number },
): Promise<boolean> {
  const rows = await tx.query<{ is_canceled: boolean }>({
    name: 'report-run-progress',
    text: `UPDATE research_run SET progress = $3, beat_at = tb_now()
      WHERE id = $1 AND runner = $2 AND state = 'RUNNING'
      RETURNING cancel_requested_at IS NOT NULL AS is_canceled`,
    values: [runId, runner, progress],
  })
  return rows[0]?.is_canceled === false
}

export type RunEnd =
  | {
      readonly kind: 'done'
      readonly summary: RunSummary
      readonly result: ResearchResultView
    }
  | { readonly kind: 'failed'; readonly failure: string }
  | { readonly kind: 'canceled' }

const STATE_OF: Readonly<Record<RunEnd['kind'], string>> = {
  done: 'DONE',
  failed: 'FAILED',
  canceled: 'CANCELED',
}

/** Ends a run, unless another runner has taken it. */
export async function endResearchRun(tx: Tx, { runId, runner, end }: Held & { end: RunEnd }) {
  await tx.query({
    name: 'end-research-run',
    text: `UPDATE research_run SET state = $3, finished_at = tb_now(), failure = $4, summary = $5, result = $6,
        progress = CASE WHEN $3 = 'DONE' THEN 1 ELSE progress END
      WHERE id = $1 AND runner = $2 AND state = 'RUNNING'`,
    values: [
      runId,
      runner,
      STATE_OF[end.kind],
      end.kind === 'failed' ? end.failure : null,
      end.kind === 'done' ? JSON.stringify(end.summary) : null,
      end.kind === 'done' ? JSON.stringify(end.result) : null,
    ],
  })
}
