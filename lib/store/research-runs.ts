import type {
  AssumptionsView,
  GridView,
  ResearchRunView,
  RunSummary,
} from '#api/codecs/research.ts'
import type { After } from '#api/page-of.ts'
import type { Timeframe } from '#core/market/candle.ts'
import type { UnixMs } from '#core/time/time.ts'
import { column } from './column.ts'
import type { Tx } from './transaction.ts'

export type NewResearchRun = Pick<
  ResearchRunView,
  | 'id'
  | 'kind'
  | 'strategy'
  | 'parameters'
  | 'grid'
  | 'datasetId'
  | 'timeframe'
  | 'fromAt'
  | 'toAt'
  | 'createdBy'
> & {
  readonly organizationId: string
  readonly assumptions: AssumptionsView
  readonly at: UnixMs
}

/** Queues a run; whoever runs is told when it commits. */
export async function insertResearchRun(tx: Tx, run: NewResearchRun): Promise<void> {
  await tx.query({
    name: 'insert-research-run',
    text: `INSERT INTO research_run (id, organization_id, created_by, strategy, parameters, assumptions, dataset_id,
        timeframe, from_at, to_at, state, created_at, kind, grid)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, to_timestamp($9::float8 / 1000), to_timestamp($10::float8 / 1000),
        'QUEUED', to_timestamp($11::float8 / 1000), $12, $13)`,
    values: [
      run.id,
      run.organizationId,
      run.createdBy,
      run.strategy,
      JSON.stringify(run.parameters),
      JSON.stringify(run.assumptions),
      run.datasetId,
      run.timeframe,
      run.fromAt,
      run.toAt,
      run.at,
      run.kind,
      run.grid === null ? null : JSON.stringify(run.grid),
    ],
  })
}

/** The newest runs, one more than `limit` if there are more. */
export async function readResearchRuns(
  tx: Tx,
  { strategy, after, limit }: RunPage,
): Promise<ResearchRunView[]> {
  const rows = await tx.query<RunRow>({
    name: 'read-research-runs',
    text: `${SELECT_RUNS} WHERE ($2::text IS NULL OR r.strategy = $2)
        AND ($3::float8 IS NULL OR (r.created_at, r.id) < (to_timestamp($3 / 1000), $4::uuid))
      ORDER BY r.created_at DESC, r.id DESC LIMIT $1`,
    values: [limit + 1, strategy ?? null, after?.at ?? null, after?.id ?? null],
  })
  return rows.map(runOf)
}

export type RunPage = {
  readonly strategy?: string | undefined
  readonly after: After | null
  readonly limit: number
}

/** null when the scope shows no such run. */
export async function readResearchRun(tx: Tx, runId: string): Promise<ResearchRunView | null> {
  const [row] = await tx.query<RunRow>({
    name: 'read-research-run',
    text: `${SELECT_RUNS} WHERE r.id = $1`,
    values: [runId],
  })
  return row === undefined ? null : runOf(row)
}

/** As it was stored; null until the run is done. */
export async function readResearchResult(tx: Tx, runId: string): Promise<object | null> {
  const [row] = await tx.query<{ result: object | null }>({
    name: 'read-research-result',
    text: 'SELECT result FROM research_run WHERE id = $1',
    values: [runId],
  })
  return row?.result ?? null
}

/** Ends a run that waits, and asks one that runs to end. Safe to repeat. */
export async function requestRunCancel(
  tx: Tx,
  { runId, at }: { readonly runId: string; readonly at: UnixMs },
): Promise<void> {
  await tx.query({
    name: 'request-run-cancel',
    text: `UPDATE research_run SET
        state = CASE WHEN state = 'QUEUED' THEN 'CANCELED' ELSE state END,
        finished_at = CASE WHEN state = 'QUEUED' THEN to_timestamp($2::float8 / 1000) END,
        cancel_requested_at = coalesce(cancel_requested_at, to_timestamp($2::float8 / 1000))
      WHERE id = $1 AND state IN ('QUEUED', 'RUNNING')`,
    values: [runId, at],
  })
}

const SELECT_RUNS = `SELECT r.id, r.created_by, r.kind, r.strategy, r.parameters, r.grid, r.assumptions, r.dataset_id,
    d.instrument_id, d.source, r.timeframe, r.from_at, r.to_at, r.state, r.progress, r.failure, r.summary, r.created_at, r.started_at,
    r.finished_at
  FROM research_run r JOIN dataset d ON d.id = r.dataset_id`

type RunRow = {
  readonly id: string
  readonly created_by: string
  readonly kind: ResearchRunView['kind']
  readonly strategy: string
  readonly parameters: ResearchRunView['parameters']
  readonly grid: GridView | null
  readonly assumptions: AssumptionsView
  readonly dataset_id: number
  readonly instrument_id: string
  readonly source: string
  readonly timeframe: Timeframe
  readonly from_at: Date | null
  readonly to_at: Date | null
  readonly state: ResearchRunView['state']
  readonly progress: number
  readonly failure: string | null
  readonly summary: RunSummary | null
  readonly created_at: Date
  readonly started_at: Date | null
  readonly finished_at: Date | null
}

function runOf(row: RunRow): ResearchRunView {
  return {
    id: row.id,
    createdBy: row.created_by,
    kind: row.kind,
    strategy: row.strategy,
    parameters: row.parameters,
    grid: row.grid,
    assumptions: row.assumptions,
    datasetId: row.dataset_id,
    instrumentId: column.instrumentId(row.instrument_id),
    source: row.source,
    timeframe: row.timeframe,
    fromAt: column.timeOrNull(row.from_at),
    toAt: column.timeOrNull(row.to_at),
    state: row.state,
    progress: row.progress,
    failure: row.failure,
    summary: row.summary,
    createdAt: column.time(row.created_at),
    startedAt: column.timeOrNull(row.started_at),
    finishedAt: column.timeOrNull(row.finished_at),
  }
}
