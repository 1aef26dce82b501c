import type { TransferView } from '#api/codecs/transfer.ts'
import type { After } from '#api/page-of.ts'
import { column } from './column.ts'
import type { Whose } from './is-visible.ts'
import { newestFirst } from './newest-first.ts'
import type { Tx } from './transaction.ts'

/** The newest transfers by the venue's time, one more than `limit` if there are more. */
export async function readTransfers(
  tx: Tx,
  filter: Whose & { readonly after: After | null; readonly limit: number },
): Promise<TransferView[]> {
  const rows = await tx.query<TransferRow>(
    newestFirst({
      name: 'read-transfers',
      table: 'transfer',
      columns: `id, client_id, account_id, book_id, kind, asset, amount::text, fee_amount::text, cost_basis::text,
        venue_transfer_id, venue_at, recorded_at`,
      sortedBy: 'venue_at',
      whose: filter,
      filters: {},
      after: filter.after,
      limit: filter.limit,
    }),
  )
  return rows.map(transferOf)
}

type TransferRow = {
  readonly id: string
  readonly client_id: string
  readonly account_id: string
  readonly book_id: string
  readonly kind: TransferView['kind']
  readonly asset: string
  readonly amount: string
  readonly fee_amount: string
  readonly cost_basis: string | null
  readonly venue_transfer_id: string
  readonly venue_at: Date
  readonly recorded_at: Date
}

function transferOf(row: TransferRow): TransferView {
  return {
    id: row.id,
    clientId: row.client_id,
    accountId: row.account_id,
    bookId: row.book_id,
    kind: row.kind,
    asset: column.assetId(row.asset),
    amount: column.amount(row.amount),
    feeAmount: column.amount(row.fee_amount),
    costBasis: row.cost_basis === null ? null : column.amount(row.cost_basis),
    venueTransferId: row.venue_transfer_id,
    venueAt: column.time(row.venue_at),
    recordedAt: column.time(row.recorded_at),
  }
}
