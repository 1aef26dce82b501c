import type { AssetId } from '#core/market/instrument.ts'
import type { Amount } from '#core/money/money.ts'
import type { Fill } from '#core/orders/fill.ts'
import { toIso, type UnixMs } from '#core/time/time.ts'
import { column } from './column.ts'
import { FILL_COLUMNS, type FillRow, fillOf } from './read-fills.ts'
import type { Tx } from './transaction.ts'

export type ProofHoldings = {
  /** What all books of the account hold together, per asset. */
  readonly holdings: ReadonlyMap<AssetId, Amount>
  /** The fills among them that happened since, in no particular order. */
  readonly recentFills: readonly Fill[]
}

/** What our books say the venue holds for an account. Both parts are of one moment: call it in one read. */
export async function readProofHoldings(
  tx: Tx,
  { accountId, since }: { readonly accountId: string; readonly since: UnixMs },
): Promise<ProofHoldings> {
  const balances = await tx.query<{ asset: string; amount: string }>({
    name: 'read-proof-balances',
    text: `SELECT asset, sum(amount)::text AS amount FROM ledger_balance
      WHERE account_id = $1 AND kind IN ('available', 'held') GROUP BY asset`,
    values: [accountId],
  })
  const fills = await tx.query<FillRow>({
    name: 'read-proof-fills',
    text: `SELECT ${FILL_COLUMNS} FROM fill WHERE account_id = $1 AND venue_at >= $2`,
    values: [accountId, toIso(since)],
  })
  const holdings = new Map(
    balances.map((row) => [column.assetId(row.asset), column.amount(row.amount)]),
  )
  return { holdings, recentFills: fills.map(fillOf) }
}
