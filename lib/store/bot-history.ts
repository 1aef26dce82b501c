import type { OrderView } from '#api/codecs/order.ts'
import type { InstrumentId } from '#core/market/instrument.ts'
import type { Amount } from '#core/money/money.ts'
import type { Fill } from '#core/orders/fill.ts'
import { isTerminal } from '#core/orders/order-state.ts'
import { column } from './column.ts'
import { readFillsSince } from './fills.ts'
import { ORDER_COLUMNS, type OrderRow, orderOf } from './read-orders.ts'
import type { Tx } from './transaction.ts'

/** Everything that a bot ordered and that its book filled, oldest first. */
export type BotHistory = {
  readonly orders: readonly OrderView[]
  readonly fills: readonly Fill[]
  /** One of its orders is not over: what it holds is not known yet. */
  readonly isUnderWay: boolean
  readonly availableBase: Amount
}

type HistoryOf = {
  readonly botId: string
  readonly bookId: string
  readonly instrumentId: InstrumentId
}

export async function readBotHistory(tx: Tx, history: HistoryOf): Promise<BotHistory> {
  const { botId, bookId, instrumentId } = history
  const rows = await tx.query<OrderRow>({
    name: 'read-bot-orders',
    text: `SELECT ${ORDER_COLUMNS} FROM "order" WHERE origin_id = $1 AND book_id = $2 ORDER BY created_at, id`,
    values: [botId, bookId],
  })
  const orders = rows.map(orderOf)
  const fills = await readFillsSince(tx, { bookId, instrumentId, since: null })
  const [available] = await tx.query<{ amount: string }>({
    name: 'read-bot-base',
    text: `SELECT b.amount::text FROM ledger_balance b JOIN instrument i ON i.base = b.asset
      WHERE b.book_id = $1 AND i.id = $2 AND b.kind = 'available'`,
    values: [bookId, instrumentId],
  })
  return {
    orders,
    fills: fills.toSorted((a, b) => a.venueAt - b.venueAt),
    isUnderWay: orders.some(({ state }) => !isTerminal(state)),
    availableBase: column.amount(available?.amount ?? '0'),
  }
}
