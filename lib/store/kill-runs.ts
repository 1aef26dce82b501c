import type { KillCheck, KillRunView, KillScope } from '#api/codecs/kill.ts'
import type { TradingScope } from '#core/risk/trading-scope.ts'
import { type UnixMs, unixMsOf } from '#core/time/time.ts'
import { column } from './column.ts'
import { coversAccount, type ScopeOwner } from './trading-halts.ts'
import type { Tx } from './transaction.ts'

/** So many that ended are shown below those that are engaged. */
export const ENDED_RUNS_MAX = 20

export type NewKillRun = ScopeOwner & {
  readonly id: string
  readonly scope: TradingScope
  readonly pauseEntries: boolean
  readonly cancelAll: boolean
  readonly flatten: boolean
  readonly isDrill: boolean
  readonly reason: string | null
  readonly at: UnixMs
  readonly personId: string
}

/** Whose the scope's rows are; null for a scope that the caller's does not show. */
export async function readScopeOwner(tx: Tx, scope: TradingScope): Promise<ScopeOwner | null> {
  const [row] = await tx.query<{
    organization_id: string
    client_id: string | null
    account_id: string | null
  }>({ name: `scope-owner-${scope.kind}`, text: OWNERS[scope.kind], values: [scope.id] })
  if (row === undefined) return null
  const { organization_id: organizationId, client_id: clientId, account_id: accountId } = row
  return { organizationId, clientId, accountId }
}

/** What is not one client's is nobody's who is bound to one. */
const OF_FIRM =
  'SELECT id AS organization_id, NULL AS client_id, NULL AS account_id FROM organization'
const OWNERS: Readonly<Record<TradingScope['kind'], string>> = {
  firm: `${OF_FIRM} WHERE id = $1::uuid AND tb_client_id() IS NULL`,
  venue: `${OF_FIRM} WHERE tb_client_id() IS NULL AND EXISTS (SELECT FROM venue WHERE id = $1)`,
  client: `SELECT organization_id, id AS client_id, NULL AS account_id FROM client WHERE id = $1::uuid`,
  account: `SELECT organization_id, client_id, id AS account_id FROM account WHERE id = $1::uuid`,
  book: 'SELECT organization_id, client_id, account_id FROM book WHERE id = $1::uuid',
}

export async function insertKillRun(tx: Tx, run: NewKillRun): Promise<void> {
  tx.send({
    name: 'insert-kill-run',
    text: `INSERT INTO kill_run (id, organization_id, client_id, account_id, scope_kind, scope_id, pause_entries,
        cancel_all, flatten, is_drill, reason, engaged_at, engaged_by)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, to_timestamp($12::float8 / 1000), $13)`,
    values: [
      run.id,
      run.organizationId,
      run.clientId,
      run.accountId,
      run.scope.kind,
      run.scope.id,
      run.pauseEntries,
      run.cancelAll,
      run.flatten,
      run.isDrill,
      run.reason,
      run.at,
      run.personId,
    ],
  })
}

/** Ends the watching of a run. */
export async function endKillRun(
  tx: Tx,
  {
    runId,
    at,
    personId,
  }: { readonly runId: string; readonly at: UnixMs; readonly personId: string },
): Promise<void> {
  tx.send({
    name: 'end-kill-run',
    text: `UPDATE kill_run SET released_at = to_timestamp($2::float8 / 1000), released_by = $3
      WHERE id = $1 AND released_at IS NULL`,
    values: [runId, at, personId],
  })
}

/** Who engaged a run and what it holds, its row locked; null where the scope shows none. */
export async function lockKillRun(tx: Tx, runId: string) {
  const [row] = await tx.query<{
    scope_kind: TradingScope['kind']
    scope_id: string
    engaged_by: string
    pause_entries: boolean
    is_drill: boolean
    is_released: boolean
    is_shared: boolean
  }>({
    name: 'lock-kill-run',
    text: `SELECT r.scope_kind, r.scope_id, r.engaged_by, r.pause_entries, r.is_drill,
        r.released_at IS NOT NULL AS is_released,
        EXISTS (SELECT FROM kill_run o WHERE o.id <> r.id AND o.released_at IS NULL AND o.pause_entries
          AND o.scope_kind = r.scope_kind AND o.scope_id = r.scope_id) AS is_shared
      FROM kill_run r WHERE r.id = $1 FOR UPDATE OF r`,
    values: [runId],
  })
  if (row === undefined) return null
  return {
    scope: { kind: row.scope_kind, id: row.scope_id },
    engagedBy: row.engaged_by,
    pauseEntries: row.pause_entries,
    isDrill: row.is_drill,
    isReleased: row.is_released,
    /** Another run holds the same scope. */
    isShared: row.is_shared,
  }
}

/** Every run that is engaged, newest first, then those that ended last. */
export async function readKillRuns(tx: Tx): Promise<readonly KillRunView[]> {
  const rows = await tx.query<KillRunRow>({
    name: 'read-kill-runs',
    text: `${KILL_RUNS} WHERE r.released_at IS NULL OR r.id IN (
        SELECT id FROM kill_run WHERE released_at IS NOT NULL ORDER BY engaged_at DESC LIMIT ${ENDED_RUNS_MAX})
      ORDER BY r.released_at IS NOT NULL, r.engaged_at DESC, r.id`,
  })
  return rows.map(viewOf)
}

export async function readKillRun(tx: Tx, runId: string): Promise<KillRunView | null> {
  const [row] = await tx.query<KillRunRow>({
    name: 'read-kill-run',
    text: `${KILL_RUNS} WHERE r.id = $1`,
    values: [runId],
  })
  return row === undefined ? null : viewOf(row)
}

const MS = (time: string) => `floor(extract(epoch FROM ${time}) * 1000)::float8`

const KILL_RUNS = `SELECT r.*, engager.name AS engager, releaser.name AS releaser,
    CASE r.scope_kind
      WHEN 'firm' THEN (SELECT name FROM organization o WHERE o.id = r.organization_id)
      WHEN 'venue' THEN (SELECT name FROM venue v WHERE v.id = r.scope_id)
      WHEN 'client' THEN (SELECT name FROM client c WHERE c.id = r.client_id)
      WHEN 'account' THEN (SELECT name FROM account a WHERE a.id = r.account_id)
      ELSE (SELECT name FROM book b WHERE b.id::text = r.scope_id) END AS scope_name,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('accountId', a.id, 'accountName', a.name, 'clientId', c.id,
          'clientName', c.name, 'ordersOpen', k.orders_open, 'ordersReadAt', ${MS('k.orders_read_at')},
          'positionsOpen', k.positions_open, 'positionsReadAt', ${MS('k.positions_read_at')},
          'inDoubt', k.in_doubt, 'inDoubtReadAt', ${MS('k.in_doubt_read_at')},
          'cancelsAsked', coalesce(k.cancels_asked, 0), 'isDone', coalesce(k.is_done, false),
          'failure', k.failure, 'wouldDo', coalesce(k.detail -> 'wouldDo', '[]')) ORDER BY c.name, a.name), '[]')
      FROM account a JOIN client c ON c.id = a.client_id
        LEFT JOIN kill_check k ON k.run_id = r.id AND k.account_id = a.id
      WHERE k.run_id IS NOT NULL OR (a.status <> 'ARCHIVED' AND ${coversAccount('r')})) AS accounts
  FROM kill_run r
    LEFT JOIN "user" engager ON engager.id = r.engaged_by
    LEFT JOIN "user" releaser ON releaser.id = r.released_by`

type KillRunRow = {
  readonly id: string
  readonly scope_kind: TradingScope['kind']
  readonly scope_id: string
  readonly scope_name: string | null
  readonly pause_entries: boolean
  readonly cancel_all: boolean
  readonly flatten: boolean
  readonly is_drill: boolean
  readonly reason: string | null
  readonly engaged_at: Date
  readonly engager: string | null
  readonly released_at: Date | null
  readonly releaser: string | null
  readonly accounts: readonly CheckRow[]
}

type CheckRow = Omit<KillCheck, 'ordersOpen' | 'positionsOpen' | 'inDoubt'> & {
  readonly ordersOpen: number | null
  readonly ordersReadAt: number | null
  readonly positionsOpen: number | null
  readonly positionsReadAt: number | null
  readonly inDoubt: number | null
  readonly inDoubtReadAt: number | null
}

function viewOf(row: KillRunRow): KillRunView {
  const accounts = row.accounts.map(checkOf)
  return {
    id: row.id,
    scope: scopeOf(row),
    scopeName: row.scope_name ?? row.scope_id,
    pauseEntries: row.pause_entries,
    cancelAll: row.cancel_all,
    flatten: row.flatten,
    isDrill: row.is_drill,
    reason: row.reason,
    engagedAt: column.time(row.engaged_at),
    engagedBy: row.engager,
    releasedAt: column.timeOrNull(row.released_at),
    releasedBy: row.releaser,
    isDone: accounts.every(({ isDone }) => isDone),
    accounts,
  }
}

function scopeOf({ scope_kind: kind, scope_id: id }: KillRunRow): KillScope {
  if (kind === 'firm') return { kind }
  return kind === 'venue' ? { kind, id: column.venueId(id) } : { kind, id }
}

function checkOf(row: CheckRow): KillCheck {
  const { ordersReadAt, positionsReadAt, inDoubtReadAt, ...check } = row
  return {
    ...check,
    ordersOpen: lineOf(row.ordersOpen, ordersReadAt),
    positionsOpen: lineOf(row.positionsOpen, positionsReadAt),
    inDoubt: lineOf(row.inDoubt, inDoubtReadAt),
  }
}

function lineOf(count: number | null, readAt: number | null) {
  return count === null || readAt === null ? null : { count, readAt: unixMsOf(readAt) }
}
