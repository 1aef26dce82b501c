import type { BooksReading, ProofRhythm } from '#core/ledger/books-state.ts'
import type { VenueId } from '#core/market/instrument.ts'
import type { UnixMs } from '#core/time/time.ts'
import { column } from './column.ts'
import type { Whose } from './is-visible.ts'
import type { Tx } from './transaction.ts'

/** When an account's books were last compared with the venue, and when they last agreed. */
export type BooksProof = {
  readonly accountId: string
  readonly accountName: string
  readonly clientId: string
  readonly clientName: string
  readonly venueId: VenueId
  readonly rhythm: ProofRhythm
  readonly latest: BooksReading | null
  readonly lastProvenAt: UnixMs | null
}

/** The proofs of every account that is not archived, by client and account name. */
export async function readBooks(tx: Tx, whose: Whose): Promise<BooksProof[]> {
  const rows = await tx.query<BooksRow>({
    name: 'read-books',
    text: `SELECT a.id, a.name, a.client_id, c.name AS client_name, a.venue_id, a.mode,
        latest.outcome, latest.finished_at, proven.finished_at AS proven_at
      FROM account a JOIN client c ON c.id = a.client_id
      LEFT JOIN LATERAL (SELECT outcome, finished_at FROM reconciliation
        WHERE account_id = a.id AND outcome <> 'FAILED' ORDER BY finished_at DESC LIMIT 1) latest ON true
      LEFT JOIN LATERAL (SELECT finished_at FROM reconciliation
        WHERE account_id = a.id AND outcome = 'PROVEN' ORDER BY finished_at DESC LIMIT 1) proven ON true
      WHERE a.status <> 'ARCHIVED' AND ($1::uuid IS NULL OR a.client_id = $1) AND ($2::uuid IS NULL OR a.id = $2)
      ORDER BY c.name, a.name, a.id`,
    values: [whose.clientId ?? null, whose.accountId ?? null],
  })
  return rows.map(proofOf)
}

export function proofOf(row: BooksRow): BooksProof {
  return {
    accountId: row.id,
    accountName: row.name,
    clientId: row.client_id,
    clientName: row.client_name,
    venueId: column.venueId(row.venue_id),
    rhythm: row.mode === 'paper' ? 'simulated' : 'real',
    latest: latestOf(row),
    lastProvenAt: column.timeOrNull(row.proven_at),
  }
}

export type BooksRow = {
  readonly id: string
  readonly name: string
  readonly client_id: string
  readonly client_name: string
  readonly venue_id: string
  readonly mode: 'paper' | 'testnet' | 'live'
  readonly outcome: BooksReading['outcome'] | null
  readonly finished_at: Date | null
  readonly proven_at: Date | null
}

function latestOf({ outcome, finished_at }: BooksRow): BooksReading | null {
  if (outcome === null || finished_at === null) return null
  return { outcome, finishedAt: column.time(finished_at) }
}
