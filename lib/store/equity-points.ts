import { type Amount, formatDecimal } from '#core/money/money.ts'
import type { EquityPoint } from '#core/portfolio/performance.ts'
import { toIso, type UnixMs } from '#core/time/time.ts'
import { column } from './column.ts'
import type { Whose } from './is-visible.ts'
import type { Tx } from './transaction.ts'

/** What an account is worth now; the transfers that made its net deposits are read in the same breath. */
export type AccountWorth = { readonly accountId: string; readonly equity: Amount | null }

/** Writes what accounts are worth at `at`. What was written for that moment before stays. */
export async function insertEquityPoints(
  tx: Tx,
  { at, worths }: { readonly at: UnixMs; readonly worths: readonly AccountWorth[] },
): Promise<void> {
  await tx.query({
    name: 'insert-equity-points',
    text: `INSERT INTO equity_point (account_id, at, organization_id, client_id, equity, net_deposits)
      SELECT a.id, $1, a.organization_id, a.client_id, w.equity, CASE WHEN t.unknown THEN NULL ELSE t.amount END
        FROM unnest($2::uuid[], $3::numeric[]) AS w (account_id, equity) JOIN account a ON a.id = w.account_id
        CROSS JOIN LATERAL (SELECT coalesce(sum(cost_basis), 0) AS amount,
            count(*) FILTER (WHERE cost_basis IS NULL) > 0 AS unknown
          FROM transfer WHERE account_id = a.id) t
      ON CONFLICT DO NOTHING`,
    values: [
      toIso(at),
      worths.map(({ accountId }) => accountId),
      worths.map(({ equity }) => (equity === null ? null : formatDecimal(equity))),
    ],
  })
}

/** Forgets the minutes before `before` that begin no hour. */
export async function thinEquityPoints(tx: Tx, before: UnixMs): Promise<void> {
  await tx.query({
    name: 'thin-equity-points',
    text: 'DELETE FROM equity_point WHERE at < $1 AND extract(minute FROM at) <> 0',
    values: [toIso(before)],
  })
}

/** When there first was something, as it was written down; null before that. */
export async function readFirstEquityAt(tx: Tx, whose: Whose): Promise<UnixMs | null> {
  const [row] = await tx.query<{ at: Date | null }>({
    name: 'read-first-equity-at',
    text: `SELECT min(first.at) AS at FROM account a
      CROSS JOIN LATERAL (SELECT at FROM equity_point WHERE account_id = a.id
        AND (equity IS DISTINCT FROM 0 OR net_deposits IS DISTINCT FROM 0) ORDER BY at LIMIT 1) first
      WHERE ($1::uuid IS NULL OR a.client_id = $1) AND ($2::uuid IS NULL OR a.id = $2)
        AND (a.status <> 'ARCHIVED' OR $2::uuid IS NOT NULL)`,
    values: [whose.clientId ?? null, whose.accountId ?? null],
  })
  return column.timeOrNull(row?.at ?? null)
}

export type AccountPoint = EquityPoint & { readonly accountId: string }

/**
 * The last point of each account in every step of [fromAt, toAt], and the last one before it, oldest first.
 * Reads the accounts' points in that time by their key.
 */
export async function readEquityPoints(
  tx: Tx,
  whose: Whose & { readonly fromAt: UnixMs; readonly toAt: UnixMs; readonly stepMs: number },
): Promise<AccountPoint[]> {
  const rows = await tx.query<PointRow>({
    name: 'read-equity-points',
    text: `SELECT p.account_id, p.at, p.equity::text, p.net_deposits::text FROM account a
      CROSS JOIN LATERAL (
        (SELECT account_id, at, equity, net_deposits FROM equity_point
          WHERE account_id = a.id AND at < to_timestamp($3::float8 / 1000) ORDER BY at DESC LIMIT 1)
        UNION ALL
        (SELECT DISTINCT ON (step) account_id, at, equity, net_deposits FROM (
            SELECT *, floor((extract(epoch FROM at) * 1000 - $3::float8) / $5::float8) AS step FROM equity_point
              WHERE account_id = a.id AND at >= to_timestamp($3::float8 / 1000)
                AND at <= to_timestamp($4::float8 / 1000)) stepped
          ORDER BY step, at DESC)
      ) p
      WHERE ($1::uuid IS NULL OR a.client_id = $1) AND ($2::uuid IS NULL OR a.id = $2)
        AND (a.status <> 'ARCHIVED' OR $2::uuid IS NOT NULL)
      ORDER BY p.at, p.account_id`,
    values: [
      whose.clientId ?? null,
      whose.accountId ?? null,
      whose.fromAt,
      whose.toAt,
      whose.stepMs,
    ],
  })
  return rows.map((row) => ({
    accountId: row.account_id,
    at: column.time(row.at),
    equity: row.equity === null ? null : column.amount(row.equity),
    netDeposits: row.net_deposits === null ? null : column.amount(row.net_deposits),
  }))
}

type PointRow = {
  readonly account_id: string
  readonly at: Date
  readonly equity: string | null
  readonly net_deposits: string | null
}
