import type { BreakView } from '#api/codecs/proof.ts'
import type { StripTick } from '#core/ledger/books-strip.ts'
import type { VenueId } from '#core/market/instrument.ts'
import { toIso, type UnixMs } from '#core/time/time.ts'
import { column } from './column.ts'
import type { Whose } from './is-visible.ts'
import { BREAK_COLUMNS, type BreakRow, breakOf } from './read-breaks.ts'
import type { Tx } from './transaction.ts'

/** A strip shows so many breaks that ended within it; a day with more has other troubles. */
export const ENDED_BREAKS_MAX = 100

export type StripAccount = {
  readonly accountId: string
  readonly venueId: VenueId
  /** When it was first compared with its venue; null while it never was. */
  readonly comparedSince: UnixMs | null
  readonly lastCheckedAt: UnixMs | null
}

/** Every account that is not archived, with the first and the newest comparison. By venue. */
export async function readStripAccounts(tx: Tx, whose: Whose): Promise<StripAccount[]> {
  const rows = await tx.query<{
    id: string
    venue_id: string
    since: Date | null
    latest: Date | null
  }>({
    name: 'read-strip-accounts',
    text: `SELECT a.id, a.venue_id, oldest.finished_at AS since, newest.finished_at AS latest FROM account a
      LEFT JOIN LATERAL (SELECT finished_at FROM reconciliation
        WHERE account_id = a.id AND outcome <> 'FAILED' ORDER BY finished_at LIMIT 1) oldest ON true
      LEFT JOIN LATERAL (SELECT finished_at FROM reconciliation
        WHERE account_id = a.id AND outcome <> 'FAILED' ORDER BY finished_at DESC LIMIT 1) newest ON true
      WHERE a.status <> 'ARCHIVED' AND ($1::uuid IS NULL OR a.client_id = $1) AND ($2::uuid IS NULL OR a.id = $2)
      ORDER BY a.venue_id, a.id`,
    values: [whose.clientId ?? null, whose.accountId ?? null],
  })
  return rows.map((row) => ({
    accountId: row.id,
    venueId: column.venueId(row.venue_id),
    comparedSince: column.timeOrNull(row.since),
    lastCheckedAt: column.timeOrNull(row.latest),
  }))
}

export type VenueTick = StripTick & { readonly venueId: VenueId }

/** What the comparisons since `from` said, merged per venue and bucket of `stepMs`. Comparisons that failed are none. */
export async function readStripTicks(
  tx: Tx,
  {
    whose,
    from,
    stepMs,
  }: { readonly whose: Whose; readonly from: UnixMs; readonly stepMs: number },
): Promise<VenueTick[]> {
  const rows = await tx.query<TickRow>({
    name: 'read-strip-ticks',
    text: `SELECT a.venue_id, own.bucket, max(own.worst) AS worst, count(*)::int AS accounts, sum(own.checks)::int AS checks
      FROM account a CROSS JOIN LATERAL (
        SELECT floor(extract(epoch FROM r.finished_at - $3::timestamptz) * 1000 / $4::float8)::int AS bucket,
          max(CASE r.outcome WHEN 'BROKEN' THEN 2 WHEN 'SUSPECT' THEN 1 ELSE 0 END) AS worst, count(*) AS checks
        FROM reconciliation r
        WHERE r.account_id = a.id AND r.finished_at >= $3::timestamptz AND r.outcome <> 'FAILED' GROUP BY 1) own
      WHERE a.status <> 'ARCHIVED' AND ($1::uuid IS NULL OR a.client_id = $1) AND ($2::uuid IS NULL OR a.id = $2)
      GROUP BY a.venue_id, own.bucket ORDER BY a.venue_id, own.bucket`,
    values: [whose.clientId ?? null, whose.accountId ?? null, toIso(from), stepMs],
  })
  return rows.map((row) => ({
    venueId: column.venueId(row.venue_id),
    bucket: row.bucket,
    worst: WORST[row.worst] ?? 'BROKEN',
    accounts: row.accounts,
    checks: row.checks,
  }))
}

type TickRow = {
  readonly venue_id: string
  readonly bucket: number
  readonly worst: number
  readonly accounts: number
  readonly checks: number
}
const WORST: readonly StripTick['worst'][] = ['PROVEN', 'SUSPECT', 'BROKEN']

/** Disagreements that ended since `from`, the last ended first. */
export async function readEndedBreaks(
  tx: Tx,
  { whose, from }: { readonly whose: Whose; readonly from: UnixMs },
): Promise<BreakView[]> {
  const rows = await tx.query<BreakRow>({
    name: 'read-ended-breaks',
    text: `SELECT ended.* FROM account a CROSS JOIN LATERAL (
        SELECT ${BREAK_COLUMNS} FROM "break"
        WHERE account_id = a.id AND state = 'RESOLVED' AND resolved_at >= $3
        ORDER BY resolved_at DESC LIMIT ${ENDED_BREAKS_MAX}) ended
      WHERE a.status <> 'ARCHIVED' AND ($1::uuid IS NULL OR a.client_id = $1) AND ($2::uuid IS NULL OR a.id = $2)
      ORDER BY ended.resolved_at DESC LIMIT ${ENDED_BREAKS_MAX}`,
    values: [whose.clientId ?? null, whose.accountId ?? null, toIso(from)],
  })
  return rows.map(breakOf)
}
