import type { AccountView } from '#api/codecs/client.ts'
import type { UnixMs } from '#core/time/time.ts'
import { column } from './column.ts'
import { STRICTEST_HALT } from './trading-halts.ts'
import type { Tx } from './transaction.ts'

type BookRow = { id: string; kind: AccountView['books'][number]['kind']; name: string }
type KeyRow = {
  state: NonNullable<AccountView['venueKey']>['state']
  hint: string
  reason: string | null
  checkedAt: number | null
}
type AccountRow = {
  id: string
  client_id: string
  client_name: string
  venue_id: string
  name: string
  mode: string
  status: string
  status_reason: string | null
  trading_state: string
  trading_reason: string | null
  trading_changed_at: Date | null
  trading_changed_by: string | null
  unprotected_reaction: string
  event_seq: string
  created_at: Date
  archived_at: Date | null
  books: BookRow[]
  venue_key: KeyRow | null
}

const ACCOUNTS = `
  SELECT a.id, a.client_id, c.name AS client_name, a.venue_id, a.name, a.mode, a.status, a.status_reason,
         coalesce(halt.state, a.trading_state) AS trading_state,
         CASE WHEN halt.state IS NULL THEN a.trading_reason ELSE halt.reason END AS trading_reason,
         CASE WHEN halt.state IS NULL THEN a.trading_changed_at ELSE halt.engaged_at END AS trading_changed_at,
         (SELECT u.name FROM "user" u WHERE u.id = CASE WHEN halt.state IS NULL THEN a.trading_changed_by
            ELSE halt.engaged_by END) AS trading_changed_by, a.unprotected_reaction, a.event_seq, a.created_at, a.archived_at,
         (SELECT coalesce(jsonb_agg(jsonb_build_object('id', b.id, 'kind', b.kind, 'name', b.name)
                                    ORDER BY b.created_at, b.id), '[]')
            FROM book b WHERE b.account_id = a.id) AS books,
         (SELECT jsonb_build_object('state', k.state, 'hint', k.hint, 'reason', k.reason,
                 'checkedAt', floor(extract(epoch FROM k.checked_at) * 1000)::bigint)
            FROM venue_key k WHERE k.account_id = a.id AND k.state <> 'RETIRED'
           ORDER BY k.created_at DESC LIMIT 1) AS venue_key
    FROM account a JOIN client c ON c.id = a.client_id LEFT JOIN LATERAL (${STRICTEST_HALT}) halt ON true`

/** The accounts that the scope shows, by client and name. */
export async function readAccounts(
  tx: Tx,
  { clientId }: { readonly clientId?: string | undefined },
): Promise<AccountView[]> {
  const rows = await tx.query<AccountRow>({
    name: 'read-accounts',
    text: `${ACCOUNTS} WHERE $1::uuid IS NULL OR a.client_id = $1 ORDER BY c.name, a.name`,
    values: [clientId ?? null],
  })
  return rows.map(accountOf)
}

export async function readAccount(tx: Tx, accountId: string): Promise<AccountView | null> {
  const [row] = await tx.query<AccountRow>({
    name: 'read-account',
    text: `${ACCOUNTS} WHERE a.id = $1`,
    values: [accountId],
  })
  return row === undefined ? null : accountOf(row)
}

export async function writeUnprotectedReaction(
  tx: Tx,
  {
    accountId,
    reaction,
  }: { readonly accountId: string; readonly reaction: AccountView['unprotectedReaction'] },
): Promise<void> {
  await tx.query({
    text: 'UPDATE account SET unprotected_reaction = $2 WHERE id = $1',
    values: [accountId, reaction],
  })
}

export type NewAccount = {
  readonly id: string
  readonly organizationId: string
  readonly clientId: string
  readonly venueId: string
  readonly name: string
  readonly mode: AccountView['mode']
  readonly manualBookId: string
  readonly externalBookId: string
  readonly now: UnixMs
}

/**
 * Makes an account in CONNECTING with its two first books, and tells the runner. False when the client has an
 * account of this name already; nothing is changed then.
 */
export async function insertAccount(tx: Tx, account: NewAccount): Promise<boolean> {
  const rows = await tx.query({
    text: `WITH made AS (
             INSERT INTO account (id, organization_id, client_id, venue_id, name, mode, status, trading_state, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, 'CONNECTING', 'ACTIVE', to_timestamp($9::float8 / 1000))
             ON CONFLICT (organization_id, client_id, name) DO NOTHING
             RETURNING id, organization_id, client_id, created_at),
           books AS (
             INSERT INTO book (id, organization_id, client_id, account_id, kind, name, created_at)
             SELECT b.id, made.organization_id, made.client_id, made.id, b.kind, b.name, made.created_at
               FROM made, (VALUES ($7::uuid, 'MANUAL', 'Manual'), ($8::uuid, 'EXTERNAL', 'External')) b (id, kind, name)
             RETURNING 1)
           SELECT pg_notify('truebook_account', made.id::text) FROM made`,
    values: [
      account.id,
      account.organizationId,
      account.clientId,
      account.venueId,
      account.name,
      account.mode,
      account.manualBookId,
      account.externalBookId,
      account.now,
    ],
  })
  return rows.length === 1
}

/** Ends every account of a client: the runner lets go of them and nothing more is traded. */
export async function archiveAccountsOf(
  tx: Tx,
  { clientId, now }: { readonly clientId: string; readonly now: UnixMs },
): Promise<void> {
  await tx.query({
    text: `UPDATE account SET status = 'ARCHIVED', trading_state = 'HALTED',
                  trading_reason = 'CLIENT_ARCHIVED', trading_changed_at = to_timestamp($2::float8 / 1000),
                  trading_changed_by = NULL, archived_at = to_timestamp($2::float8 / 1000)
            WHERE client_id = $1 AND archived_at IS NULL`,
    values: [clientId, now],
  })
}

/** Orders of a client that may still fill. */
export async function countOpenOrdersOf(tx: Tx, clientId: string): Promise<number> {
  const [row] = await tx.query<{ open: number }>({
    text: `SELECT count(*)::int AS open FROM "order" o JOIN account a ON a.id = o.account_id
            WHERE a.client_id = $1
              AND o.state IN ('AWAITING_APPROVAL', 'NEW', 'SENDING', 'WORKING', 'PARTIALLY_FILLED', 'QUARANTINED')`,
    values: [clientId],
  })
  return row?.open ?? 0
}

/** What kind of venue it is; null when there is none of this name. */
export async function findVenueKind(
  tx: Tx,
  venueId: string,
): Promise<'simulated' | 'exchange' | null> {
  const [row] = await tx.query<{ kind: 'simulated' | 'exchange' }>({
    text: 'SELECT kind FROM venue WHERE id = $1',
    values: [venueId],
  })
  return row?.kind ?? null
}

function accountOf(row: AccountRow): AccountView {
  return {
    id: row.id,
    clientId: row.client_id,
    clientName: row.client_name,
    venueId: column.venueId(row.venue_id),
    name: row.name,
    // Check constraints hold these to their closed lists.
    mode: row.mode as AccountView['mode'],
    status: row.status as AccountView['status'],
    statusReason: row.status_reason,
    tradingState: row.trading_state as AccountView['tradingState'],
    tradingReason: row.trading_reason,
    tradingChangedAt: column.timeOrNull(row.trading_changed_at),
    tradingChangedBy: row.trading_changed_by,
    unprotectedReaction: row.unprotected_reaction as AccountView['unprotectedReaction'],
    eventSeq: Number(row.event_seq),
    books: row.books,
    venueKey: keyOf(row.venue_key),
    createdAt: column.time(row.created_at),
    archivedAt: column.timeOrNull(row.archived_at),
  }
}

function keyOf(key: KeyRow | null): AccountView['venueKey'] {
  if (key === null) return null
  const { checkedAt, ...shown } = key
  return { ...shown, checkedAt: checkedAt === null ? null : column.time(new Date(checkedAt)) }
}
