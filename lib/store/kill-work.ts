import { toIso, type UnixMs } from '#core/time/time.ts'
import type { AccountRef } from '#ports/order-path-store.ts'
import { column } from './column.ts'
import { coversAccount } from './trading-halts.ts'
import type { Tx } from './transaction.ts'

/** What an engaged run still wants of one account. */
export type KillWork = {
  readonly runId: string
  /** Only this book of the account; null for all of it. */
  readonly bookId: string | null
  readonly pauseEntries: boolean
  readonly cancelAll: boolean
  readonly flatten: boolean
  readonly isDrill: boolean
  readonly engagedAt: UnixMs
  /** What was found the last time; null before the first. */
  readonly known: KillFound | null
}

/** One look at an account under a run. A count is null until the venue was read. */
export type KillFound = {
  readonly ordersOpen: number | null
  readonly ordersReadAt: UnixMs | null
  readonly positionsOpen: number | null
  readonly positionsReadAt: UnixMs | null
  readonly inDoubt: number | null
  readonly inDoubtReadAt: UnixMs | null
  readonly cancelsAsked: number
  readonly isDone: boolean
  readonly failure: string | null
  readonly wouldDo: readonly string[]
}

/** The runs that cover an account, in the order in which they were engaged. */
export async function readKillWork(tx: Tx, accountId: string): Promise<readonly KillWork[]> {
  const rows = await tx.query<WorkRow>({
    name: 'read-kill-work',
    text: `SELECT r.id, r.scope_kind, r.scope_id, r.pause_entries, r.cancel_all, r.flatten, r.is_drill, r.engaged_at,
        k.run_id IS NOT NULL AS is_known, k.orders_open, k.orders_read_at, k.positions_open, k.positions_read_at,
        k.in_doubt, k.in_doubt_read_at, k.cancels_asked, k.is_done, k.failure, k.detail
      FROM kill_run r JOIN account a ON a.id = $1 AND ${coversAccount('r')}
        LEFT JOIN kill_check k ON k.run_id = r.id AND k.account_id = a.id
      ORDER BY r.engaged_at, r.id`,
    values: [accountId],
  })
  return rows.map(workOf)
}

/** Keeps what was found. */
export async function keepKillFound(
  tx: Tx,
  {
    runId,
    account,
    found,
    at,
  }: {
    readonly runId: string
    readonly account: AccountRef
    readonly found: KillFound
    readonly at: UnixMs
  },
): Promise<void> {
  const time = (value: UnixMs | null) => (value === null ? null : toIso(value))
  await tx.query({
    name: 'keep-kill-found',
    text: `INSERT INTO kill_check (run_id, account_id, organization_id, client_id, orders_open, orders_read_at,
        positions_open, positions_read_at, in_doubt, in_doubt_read_at, cancels_asked, is_done, failure, detail,
        updated_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
      ON CONFLICT (run_id, account_id) DO UPDATE SET
        orders_open = excluded.orders_open, orders_read_at = excluded.orders_read_at,
        positions_open = excluded.positions_open, positions_read_at = excluded.positions_read_at,
        in_doubt = excluded.in_doubt, in_doubt_read_at = excluded.in_doubt_read_at,
        cancels_asked = excluded.cancels_asked, is_done = excluded.is_done, failure = excluded.failure,
        detail = excluded.detail, updated_at = excluded.updated_at`,
    values: [
      runId,
      account.accountId,
      account.organizationId,
      account.clientId,
      found.ordersOpen,
      time(found.ordersReadAt),
      found.positionsOpen,
      time(found.positionsReadAt),
      found.inDoubt,
      time(found.inDoubtReadAt),
      found.cancelsAsked,
      found.isDone,
      found.failure,
      JSON.stringify({ wouldDo: found.wouldDo }),
      toIso(at),
    ],
  })
}

/** A run that stopped nothing has nothing to arm: it ends once it is done at every account that is run. */
export async function endIfDone(
  tx: Tx,
  { runId, at }: { readonly runId: string; readonly at: UnixMs },
): Promise<void> {
  await tx.query({
    name: 'end-kill-run-if-done',
    text: `UPDATE kill_run r SET released_at = $2 WHERE r.id = $1 AND NOT r.pause_entries AND r.released_at IS NULL
      AND NOT EXISTS (SELECT FROM account a LEFT JOIN kill_check k ON k.run_id = r.id AND k.account_id = a.id
        WHERE a.status IN ('CONNECTED', 'READ_ONLY') AND ${coversAccount('r')} AND k.is_done IS NOT TRUE)`,
    values: [runId, toIso(at)],
  })
}

type WorkRow = {
  readonly id: string
  readonly scope_kind: string
  readonly scope_id: string
  readonly pause_entries: boolean
  readonly cancel_all: boolean
  readonly flatten: boolean
  readonly is_drill: boolean
  readonly engaged_at: Date
  readonly is_known: boolean
  readonly orders_open: number | null
  readonly orders_read_at: Date | null
  readonly positions_open: number | null
  readonly positions_read_at: Date | null
  readonly in_doubt: number | null
  readonly in_doubt_read_at: Date | null
  readonly cancels_asked: number | null
  readonly is_done: boolean | null
  readonly failure: string | null
  readonly detail: { readonly wouldDo?: readonly string[] } | null
}

function workOf(row: WorkRow): KillWork {
  return {
    runId: row.id,
    bookId: row.scope_kind === 'book' ? row.scope_id : null,
    pauseEntries: row.pause_entries,
    cancelAll: row.cancel_all,
    flatten: row.flatten,
    isDrill: row.is_drill,
    engagedAt: column.time(row.engaged_at),
    known: row.is_known ? foundOf(row) : null,
  }
}

function foundOf(row: WorkRow): KillFound {
  return {
    ordersOpen: row.orders_open,
    ordersReadAt: column.timeOrNull(row.orders_read_at),
    positionsOpen: row.positions_open,
    positionsReadAt: column.timeOrNull(row.positions_read_at),
    inDoubt: row.in_doubt,
    inDoubtReadAt: column.timeOrNull(row.in_doubt_read_at),
    cancelsAsked: row.cancels_asked ?? 0,
    isDone: row.is_done === true,
    failure: row.failure,
    wouldDo: row.detail?.wouldDo ?? [],
  }
}
