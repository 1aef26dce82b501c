import type { TradingState } from '#core/risk/check-order.ts'
import type { Tx } from './transaction.ts'

export type Trading = { readonly state: TradingState; readonly reason: string | null }

/** Whether an account may trade, and why not. */
export async function readTrading(tx: Tx, accountId: string): Promise<Trading> {
  const [row] = await tx.query<{ trading_state: TradingState; trading_reason: string | null }>({
    name: 'read-trading',
    text: 'SELECT trading_state, trading_reason FROM account WHERE id = $1',
    values: [accountId],
  })
  if (row === undefined) throw new TypeError(`expected an account under ${accountId}`)
  return { state: row.trading_state, reason: row.trading_reason }
}
