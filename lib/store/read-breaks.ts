import type { BreakView } from '#api/codecs/proof.ts'
import type { After } from '#api/page-of.ts'
import { column } from './column.ts'
import type { Whose } from './is-visible.ts'
import { newestFirst } from './newest-first.ts'
import type { Tx } from './transaction.ts'

export type BreakFilter = Whose & {
  readonly state?: BreakView['state'] | undefined
  readonly after: After | null
  readonly limit: number
}

/** Disagreements by when they were first seen, newest first, one more than `limit` if there are more. */
export async function readBreaks(tx: Tx, filter: BreakFilter): Promise<BreakView[]> {
  const { state, after, limit } = filter
  const rows = await tx.query<BreakRow>(
    newestFirst({
      name: 'read-breaks',
      table: '"break"',
      columns: BREAK_COLUMNS,
      sortedBy: 'first_seen_at',
      whose: filter,
      filters: {
        // The one that is not RESOLVED has an index of its own, which needs to see the word.
        unended: state === undefined || state === 'RESOLVED' ? null : [UNENDED],
        state: state === undefined ? null : ['state = $', state],
      },
      after,
      limit,
    }),
  )
  return rows.map(breakOf)
}

/** Every disagreement that has not ended, by account, oldest first. */
export async function readUnendedBreaks(tx: Tx, whose: Whose): Promise<BreakView[]> {
  const rows = await tx.query<BreakRow>({
    name: 'read-unended-breaks',
    text: `SELECT ${BREAK_COLUMNS} FROM "break"
      WHERE ${UNENDED} AND ($1::uuid IS NULL OR client_id = $1) AND ($2::uuid IS NULL OR account_id = $2)
      ORDER BY account_id, first_seen_at, id`,
    values: [whose.clientId ?? null, whose.accountId ?? null],
  })
  return rows.map(breakOf)
}

/** In the words of the partial index break_one_per_subject, which therefore serves it. */
const UNENDED = `state <> 'RESOLVED'`

/** What `breakOf` reads of an unaliased "break". */
export const BREAK_COLUMNS = `id, account_id, client_id, subject, cause, state, instrument_id, asset, ours::text,
  theirs::text, evidence, reads, clean_reads, first_seen_at, opened_at, last_seen_at, acknowledged_at,
  resolved_at, resolution`

export type BreakRow = {
  readonly id: string
  readonly account_id: string
  readonly client_id: string
  readonly subject: string
  readonly cause: string
  readonly state: BreakView['state']
  readonly instrument_id: string | null
  readonly asset: string | null
  readonly ours: string | null
  readonly theirs: string | null
  readonly evidence: Record<string, unknown>
  readonly reads: number
  readonly clean_reads: number
  readonly first_seen_at: Date
  readonly opened_at: Date | null
  readonly last_seen_at: Date
  readonly acknowledged_at: Date | null
  readonly resolved_at: Date | null
  readonly resolution: string | null
}

export function breakOf(row: BreakRow): BreakView {
  return {
    id: row.id,
    accountId: row.account_id,
    clientId: row.client_id,
    subject: row.subject,
    cause: row.cause,
    state: row.state,
    instrumentId: row.instrument_id === null ? null : column.instrumentId(row.instrument_id),
    asset: column.assetIdOrNull(row.asset),
    ours: column.amountOrNull(row.ours),
    theirs: column.amountOrNull(row.theirs),
    evidence: row.evidence,
    reads: row.reads,
    cleanReads: row.clean_reads,
    firstSeenAt: column.time(row.first_seen_at),
    openedAt: column.timeOrNull(row.opened_at),
    lastSeenAt: column.time(row.last_seen_at),
    acknowledgedAt: column.timeOrNull(row.acknowledged_at),
    resolvedAt: column.timeOrNull(row.resolved_at),
    resolution: row.resolution,
  }
}
