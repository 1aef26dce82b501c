import type { VenueId } from '#core/market/instrument.ts'
import { toIso, type UnixMs } from '#core/time/time.ts'
import type { AccountRef } from '#ports/order-path-store.ts'
import { column } from './column.ts'
import type { Tx } from './transaction.ts'

export type AccountStatus = 'CONNECTING' | 'CONNECTED' | 'READ_ONLY' | 'REFUSED' | 'ARCHIVED'

/** What decides how an account is connected. */
export type ConnectingAccount = AccountRef & {
  readonly name: string
  readonly venueId: VenueId
  readonly venueName: string
  readonly certification: 'LIVE_READY' | 'READ_ONLY'
  readonly mode: 'paper' | 'testnet' | 'live'
  readonly status: AccountStatus
  readonly manualBookId: string | null
}

/** The account with its venue's standing; null when the scope shows no such account. */
export async function readConnectingAccount(
  tx: Tx,
  accountId: string,
): Promise<ConnectingAccount | null> {
  const [row] = await tx.query<ConnectingRow>({
    name: 'read-connecting-account',
    text: `SELECT a.id, a.organization_id, a.client_id, a.name, a.venue_id, v.name AS venue_name, v.certification,
        a.mode, a.status, (SELECT id FROM book WHERE account_id = a.id AND kind = 'MANUAL' ORDER BY id LIMIT 1)
          AS manual_book_id
      FROM account a JOIN venue v ON v.id = a.venue_id WHERE a.id = $1`,
    values: [accountId],
  })
  if (row === undefined) return null
  return {
    organizationId: row.organization_id,
    clientId: row.client_id,
    accountId: row.id,
    name: row.name,
    venueId: column.venueId(row.venue_id),
    venueName: row.venue_name,
    certification: row.certification,
    mode: row.mode,
    status: row.status,
    manualBookId: row.manual_book_id,
  }
}

type ConnectingRow = {
  readonly id: string
  readonly organization_id: string
  readonly client_id: string
  readonly name: string
  readonly venue_id: string
  readonly venue_name: string
  readonly certification: ConnectingAccount['certification']
  readonly mode: ConnectingAccount['mode']
  readonly status: AccountStatus
  readonly manual_book_id: string | null
}

/** Moves the account to a status, with the reason that people read; null where there is nothing to say. */
export async function setAccountStatus(
  tx: Tx,
  change: {
    readonly accountId: string
    readonly status: AccountStatus
    readonly reason: string | null
  },
): Promise<void> {
  await tx.query({
    name: 'set-account-status',
    text: 'UPDATE account SET status = $2, status_reason = $3 WHERE id = $1',
    values: [change.accountId, change.status, change.reason],
  })
}

/** Every account has a book for what people do by hand and one for what others do at the venue. Safe to repeat. */
export async function ensureBooks(
  tx: Tx,
  input: {
    readonly account: AccountRef
    readonly ids: { readonly manual: string; readonly external: string }
    readonly at: UnixMs
  },
): Promise<void> {
  const { account, ids, at } = input
  await tx.query({
    text: `INSERT INTO book (id, organization_id, client_id, account_id, kind, name, created_at)
      SELECT b.id, $1, $2, $3, b.kind, b.name, $4
        FROM unnest($5::uuid[], ARRAY['MANUAL', 'EXTERNAL'], ARRAY['Manual', 'External']) AS b (id, kind, name)
       WHERE NOT EXISTS (SELECT FROM book WHERE account_id = $3 AND kind = b.kind)`,
    values: [
      account.organizationId,
      account.clientId,
      account.accountId,
      toIso(at),
      [ids.manual, ids.external],
    ],
  })
}
