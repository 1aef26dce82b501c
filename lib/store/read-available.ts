import type { AssetId } from '#core/market/instrument.ts'
import type { Amount } from '#core/money/money.ts'
import { column } from './column.ts'
import type { Tx } from './transaction.ts'

/** What a book can spend of an asset; nothing where it never had any. */
export async function readAvailable(
  tx: Tx,
  { bookId, asset }: { readonly bookId: string; readonly asset: AssetId },
): Promise<Amount> {
  const [row] = await tx.query<{ amount: string }>({
    name: 'read-available',
    text: `SELECT amount::text FROM ledger_balance WHERE book_id = $1 AND asset = $2 AND kind = 'available'`,
    values: [bookId, asset],
  })
  return column.amount(row?.amount ?? '0')
}
