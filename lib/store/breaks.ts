import type { BreakView } from '#api/codecs/proof.ts'
import { formatDecimal } from '#core/money/money.ts'
import { toIso, type UnixMs } from '#core/time/time.ts'
import type { AccountRef } from '#ports/order-path-store.ts'
import { ownerColumns } from './change-part.ts'
import { BREAK_COLUMNS, type BreakRow, breakOf } from './read-breaks.ts'
import type { Tx } from './transaction.ts'

export type BreakChange = BreakView & {
  /** Who ended it: a user's id, or the runner. */
  readonly resolvedBy: string | null
}

/** Writes breaks, new ones and known ones alike. */
export async function writeBreaks(
  tx: Tx,
  input: { readonly account: AccountRef; readonly breaks: readonly BreakChange[] },
): Promise<void> {
  if (input.breaks.length === 0) return
  const rows = input.breaks.map((change) => ({ ...ownerColumns(input.account), ...rowOf(change) }))
  await tx.query({
    name: 'write-breaks',
    text: `INSERT INTO "break" (${INSERTED}) SELECT ${INSERTED}
        FROM jsonb_populate_recordset(NULL::"break", $1::jsonb)
      ON CONFLICT (id) DO UPDATE SET ${MOVING.map((name) => `${name} = excluded.${name}`).join(', ')}`,
    values: [JSON.stringify(rows)],
  })
}

const MOVING = [
  'cause',
  'state',
  'ours',
  'theirs',
  'evidence',
  'reads',
  'clean_reads',
  'opened_at',
  'last_seen_at',
  'acknowledged_at',
  'resolved_at',
  'resolution',
  'resolved_by',
]
const INSERTED = `id, organization_id, client_id, account_id, subject, instrument_id, asset, first_seen_at,
  ${MOVING.join(', ')}`

function rowOf(change: BreakChange): object {
  return {
    id: change.id,
    subject: change.subject,
    instrument_id: change.instrumentId,
    asset: change.asset,
    first_seen_at: toIso(change.firstSeenAt),
    cause: change.cause,
    state: change.state,
    ours: change.ours === null ? null : formatDecimal(change.ours),
    theirs: change.theirs === null ? null : formatDecimal(change.theirs),
    evidence: change.evidence,
    reads: change.reads,
    clean_reads: change.cleanReads,
    opened_at: isoOf(change.openedAt),
    last_seen_at: toIso(change.lastSeenAt),
    acknowledged_at: isoOf(change.acknowledgedAt),
    resolved_at: isoOf(change.resolvedAt),
    resolution: change.resolution,
    resolved_by: change.resolvedBy,
  }
}

function isoOf(at: UnixMs | null): string | null {
  return at === null ? null : toIso(at)
}

/** Those of the subjects that ever had a break: what happened once is told once. */
export async function readToldSubjects(
  tx: Tx,
  { accountId, subjects }: { readonly accountId: string; readonly subjects: readonly string[] },
): Promise<ReadonlySet<string>> {
  const rows = await tx.query<{ subject: string }>({
    name: 'read-told-subjects',
    text: 'SELECT DISTINCT subject FROM "break" WHERE account_id = $1 AND subject = ANY ($2::text[])',
    values: [accountId, subjects],
  })
  return new Set(rows.map(({ subject }) => subject))
}

export type OwnedBreak = { readonly view: BreakView; readonly account: AccountRef }

/** One break with whose it is; null when the scope shows none. */
export async function readBreak(tx: Tx, breakId: string): Promise<OwnedBreak | null> {
  const [row] = await tx.query<BreakRow & { organization_id: string }>({
    name: 'read-break',
    text: `SELECT ${BREAK_COLUMNS}, organization_id FROM "break" WHERE id = $1`,
    values: [breakId],
  })
  if (row === undefined) return null
  const view = breakOf(row)
  const { clientId, accountId } = view
  return { view, account: { organizationId: row.organization_id, clientId, accountId } }
}
