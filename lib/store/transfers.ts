import type { AssetId } from '#core/market/instrument.ts'
import { type Amount, formatDecimal } from '#core/money/money.ts'
import { toIso, type UnixMs } from '#core/time/time.ts'
import type { AccountRef } from '#ports/order-path-store.ts'
import { ownerColumns } from './change-part.ts'
import type { Tx } from './transaction.ts'

export type NewTransfer = {
  readonly id: string
  readonly bookId: string
  readonly kind: 'deposit' | 'withdrawal' | 'dust' | 'opening'
  /** Once per account, kind and asset. */
  readonly venueTransferId: string
  readonly asset: AssetId
  /** Signed: positive came in. The fee is not part of it. */
  readonly amount: Amount
  readonly feeAmount: Amount
  /** What it was worth in the account's valuation currency when it was booked; null where nothing tells. */
  readonly costBasis: Amount | null
  readonly venueAt: UnixMs
  readonly message: unknown
}

/** Writes transfers; one that is there already breaks its key and with it the whole transaction. */
export async function insertTransfers(
  tx: Tx,
  input: {
    readonly account: AccountRef
    readonly transfers: readonly NewTransfer[]
    readonly at: UnixMs
  },
): Promise<void> {
  const rows = input.transfers.map((transfer) => ({
    ...ownerColumns(input.account),
    id: transfer.id,
    book_id: transfer.bookId,
    kind: transfer.kind,
    venue_transfer_id: transfer.venueTransferId,
    asset: transfer.asset,
    amount: formatDecimal(transfer.amount),
    fee_amount: formatDecimal(transfer.feeAmount),
    cost_basis: transfer.costBasis === null ? null : formatDecimal(transfer.costBasis),
    venue_at: toIso(transfer.venueAt),
    recorded_at: toIso(input.at),
    venue_message: transfer.message ?? {},
  }))
  await tx.query({
    name: 'insert-transfers',
    text: 'INSERT INTO transfer SELECT * FROM jsonb_populate_recordset(NULL::transfer, $1::jsonb)',
    values: [JSON.stringify(rows)],
  })
}

/** How a transfer is known: the venue's id for it, per kind. A dust conversion has several lines under one. */
export function transferKey(transfer: {
  readonly kind: string
  readonly venueTransferId: string
}): string {
  return `${transfer.kind}:${transfer.venueTransferId}`
}

/** Those of the keys that are booked already. */
export async function readKnownTransfers(
  tx: Tx,
  { accountId, keys }: { readonly accountId: string; readonly keys: readonly string[] },
): Promise<ReadonlySet<string>> {
  const rows = await tx.query<{ key: string }>({
    name: 'read-known-transfers',
    text: `SELECT DISTINCT kind || ':' || venue_transfer_id AS key FROM transfer
      WHERE account_id = $1 AND kind || ':' || venue_transfer_id = ANY ($2::text[])`,
    values: [accountId, keys],
  })
  return new Set(rows.map(({ key }) => key))
}
