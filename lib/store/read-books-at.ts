import { toWireId } from '#api/codecs/id.ts'
import { type BreakView, breakCodec } from '#api/codecs/proof.ts'
import { toIso, type UnixMs } from '#core/time/time.ts'
import type { Whose } from './is-visible.ts'
import { type BooksProof, type BooksRow, proofOf } from './read-books.ts'
import { BREAK_COLUMNS, type BreakRow, breakOf } from './read-breaks.ts'
import type { Tx } from './transaction.ts'

type WhoseThen = Whose & { readonly at: UnixMs }

/** The proofs that readBooks gave at `at`. */
export async function readBooksAt(tx: Tx, whose: WhoseThen): Promise<BooksProof[]> {
  const rows = await tx.query<BooksRow>({
    name: 'read-books-at',
    text: `SELECT a.id, a.name, a.client_id, c.name AS client_name, a.venue_id, a.mode,
        latest.outcome, latest.finished_at, proven.finished_at AS proven_at
      FROM account a JOIN client c ON c.id = a.client_id
      LEFT JOIN LATERAL (SELECT outcome, finished_at FROM reconciliation WHERE account_id = a.id
        AND outcome <> 'FAILED' AND finished_at <= $3 ORDER BY finished_at DESC LIMIT 1) latest ON true
      LEFT JOIN LATERAL (SELECT finished_at FROM reconciliation WHERE account_id = a.id
        AND outcome = 'PROVEN' AND finished_at <= $3 ORDER BY finished_at DESC LIMIT 1) proven ON true
      WHERE ($1::uuid IS NULL OR a.client_id = $1) AND ($2::uuid IS NULL OR a.id = $2)
        AND a.created_at <= $3 AND (a.archived_at IS NULL OR a.archived_at > $3)
      ORDER BY c.name, a.name, a.id`,
    values: valuesOf(whose),
  })
  return rows.map(proofOf)
}

/** The breaks that stood at `at`, as they had last been told by then; by account, oldest first. Two queries. */
export async function readBreaksAt(tx: Tx, whose: WhoseThen): Promise<BreakView[]> {
  const rows = await tx.query<BreakRow>({
    name: 'read-breaks-at',
    text: `SELECT ${BREAK_COLUMNS} FROM "break"
      WHERE ($1::uuid IS NULL OR client_id = $1) AND ($2::uuid IS NULL OR account_id = $2)
        AND first_seen_at <= $3 AND (resolved_at IS NULL OR resolved_at > $3)
      ORDER BY account_id, first_seen_at, id`,
    values: valuesOf(whose),
  })
  const told = await tx.query<{ data: unknown }>({
    name: 'read-told-breaks',
    text: `SELECT e.data FROM unnest($1::uuid[], $2::text[]) AS b (account, id)
      CROSS JOIN LATERAL (SELECT data FROM account_event WHERE account_id = b.account AND type = 'break'
        AND data ->> 'id' = b.id AND at <= $3 ORDER BY seq DESC LIMIT 1) e`,
    values: [
      rows.map((row) => row.account_id),
      rows.map((row) => toWireId('break', row.id)),
      toIso(whose.at),
    ],
  })
  const views = new Map(told.flatMap(({ data }) => viewOf(data).map((view) => [view.id, view])))
  return rows.map((row) => views.get(row.id) ?? untold(breakOf(row), whose.at))
}

function valuesOf({ clientId, accountId, at }: WhoseThen): unknown[] {
  return [clientId ?? null, accountId ?? null, toIso(at)]
}

/** Events keep the form in which they were told; one that a release no longer reads is as if untold. */
function viewOf(data: unknown): BreakView[] {
  const decoded = breakCodec.safeParse(data)
  return decoded.success ? [decoded.data] : []
}

/** Of a break whose story was not told: what its times say of it. */
function untold(view: BreakView, at: UnixMs): BreakView {
  const isOpen = view.openedAt !== null && view.openedAt <= at
  return {
    ...view,
    state: isOpen ? 'OPEN' : 'SUSPECT',
    openedAt: isOpen ? view.openedAt : null,
    acknowledgedAt: null,
    resolvedAt: null,
    resolution: null,
  }
}
