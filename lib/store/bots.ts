import type { BotView } from '#api/codecs/bot.ts'
import type { Timeframe } from '#core/market/candle.ts'
import { formatDecimal } from '#core/money/money.ts'
import type { UnixMs } from '#core/time/time.ts'
import type { AccountRef } from '#ports/order-path-store.ts'
import { column } from './column.ts'
import type { Tx } from './transaction.ts'

/** How many bots a list shows at most: far more than a firm runs. */
const BOTS_MAX = 500

export type NewBot = Pick<
  BotView,
  | 'id'
  | 'bookId'
  | 'createdBy'
  | 'name'
  | 'instrumentId'
  | 'timeframe'
  | 'strategy'
  | 'parameters'
  | 'cash'
  | 'quantity'
> & { readonly account: AccountRef; readonly at: UnixMs }

/** Makes a stopped bot with its book. False when the account has a book of this name; nothing is changed then. */
export async function insertBot(tx: Tx, bot: NewBot): Promise<boolean> {
  const { organizationId, clientId, accountId } = bot.account
  const rows = await tx.query({
    name: 'insert-bot',
    text: `WITH book AS (
        INSERT INTO book (id, organization_id, client_id, account_id, kind, name, created_at)
        VALUES ($2, $3, $4, $5, 'BOT', $7, to_timestamp($14::float8 / 1000))
        ON CONFLICT (account_id, name) DO NOTHING RETURNING id)
      INSERT INTO bot (id, book_id, organization_id, client_id, account_id, created_by, name, instrument_id, timeframe,
        strategy, parameters, cash, quantity, state, created_at)
      SELECT $1, book.id, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12::numeric, $13::numeric, 'STOPPED',
        to_timestamp($14::float8 / 1000) FROM book RETURNING id`,
    values: [
      bot.id,
      bot.bookId,
      organizationId,
      clientId,
      accountId,
      bot.createdBy,
      bot.name,
      bot.instrumentId,
      bot.timeframe,
      bot.strategy,
      JSON.stringify(bot.parameters),
      formatDecimal(bot.cash),
      formatDecimal(bot.quantity),
      bot.at,
    ],
  })
  return rows.length === 1
}

/** The bots that the scope shows, newest first. */
export async function readBots(tx: Tx): Promise<readonly BotView[]> {
  const rows = await tx.query<BotRow>({
    name: 'read-bots',
    text: `${BOTS} ORDER BY b.created_at DESC, b.id DESC LIMIT ${BOTS_MAX}`,
  })
  return rows.map(botOf)
}

/** null when the scope shows no such bot. */
export async function readBot(tx: Tx, botId: string): Promise<BotView | null> {
  const [row] = await tx.query<BotRow>({
    name: 'read-bot',
    text: `${BOTS} WHERE b.id = $1`,
    values: [botId],
  })
  return row === undefined ? null : botOf(row)
}

/** Those that trade on an account now, and those that are stopped and have something to close. */
export async function readWorkingBots(tx: Tx, accountId: string): Promise<readonly BotView[]> {
  const rows = await tx.query<BotRow>({
    name: 'read-working-bots',
    text: `${BOTS} WHERE b.account_id = $1 AND (b.state = 'RUNNING' OR b.is_closing) ORDER BY b.id`,
    values: [accountId],
  })
  return rows.map(botOf)
}

type Moment = { readonly botId: string; readonly at: UnixMs }

/** From now on it trades; one that runs already goes on as it was. */
export async function markBotStarted(tx: Tx, { botId, at }: Moment): Promise<void> {
  await tx.query({
    name: 'mark-bot-started',
    text: `UPDATE bot SET state = 'RUNNING', failure = NULL, started_at = to_timestamp($2::float8 / 1000),
        stopped_at = NULL, last_bar_at = NULL, is_closing = false
      WHERE id = $1 AND state <> 'RUNNING'`,
    values: [botId, at],
  })
}

/** It trades no more; with `isClosing` what it holds is closed, else it is kept. */
export async function markBotStopped(
  tx: Tx,
  { botId, at, isClosing }: Moment & { readonly isClosing: boolean },
): Promise<void> {
  await tx.query({
    name: 'mark-bot-stopped',
    text: `UPDATE bot SET state = 'STOPPED', failure = NULL, is_closing = $3,
        stopped_at = CASE WHEN state = 'STOPPED' THEN stopped_at ELSE to_timestamp($2::float8 / 1000) END
      WHERE id = $1`,
    values: [botId, at, isClosing],
  })
}

/** Nothing is left that it could close. */
export async function markBotClosed(tx: Tx, botId: string): Promise<void> {
  await tx.query({
    name: 'mark-bot-closed',
    text: 'UPDATE bot SET is_closing = false WHERE id = $1',
    values: [botId],
  })
}

/** It cannot go on until a person starts it again. */
export async function markBotFailed(
  tx: Tx,
  { botId, at, failure }: Moment & { readonly failure: string },
): Promise<void> {
  await tx.query({
    name: 'mark-bot-failed',
    text: `UPDATE bot SET state = 'FAILED', failure = $3, stopped_at = to_timestamp($2::float8 / 1000)
      WHERE id = $1 AND state = 'RUNNING'`,
    values: [botId, at, failure],
  })
}

/** It has decided on the bar that closed then. Of a bot that was started anew since, nothing is kept. */
export async function keepLastBar(
  tx: Tx,
  { botId, startedAt, barAt }: { botId: string; startedAt: UnixMs; barAt: UnixMs },
): Promise<void> {
  await tx.query({
    name: 'keep-last-bar',
    text: `UPDATE bot SET last_bar_at = to_timestamp($3::float8 / 1000)
      WHERE id = $1 AND started_at = to_timestamp($2::float8 / 1000) AND state = 'RUNNING'`,
    values: [botId, startedAt, barAt],
  })
}

const BOTS = `SELECT b.id, b.client_id, b.account_id, a.name AS account_name, b.book_id, b.created_by, b.name,
    b.instrument_id, b.timeframe, b.strategy, b.parameters, b.cash::text, b.quantity::text, b.state, b.is_closing, b.failure,
    b.created_at, b.started_at, b.stopped_at, b.last_bar_at,
    coalesce((SELECT p.quantity FROM position p WHERE p.book_id = b.book_id AND p.instrument_id = b.instrument_id),
      0)::text AS position,
    (SELECT count(*)::int FROM "order" o WHERE o.origin_id = b.id::text) AS orders
  FROM bot b JOIN account a ON a.id = b.account_id`

type BotRow = {
  readonly id: string
  readonly client_id: string
  readonly account_id: string
  readonly account_name: string
  readonly book_id: string
  readonly created_by: string
  readonly name: string
  readonly instrument_id: string
  readonly timeframe: Timeframe
  readonly strategy: string
  readonly parameters: BotView['parameters']
  readonly cash: string
  readonly quantity: string
  readonly state: BotView['state']
  readonly is_closing: boolean
  readonly failure: string | null
  readonly position: string
  readonly orders: number
  readonly created_at: Date
  readonly started_at: Date | null
  readonly stopped_at: Date | null
  readonly last_bar_at: Date | null
}

function botOf(row: BotRow): BotView {
  return {
    id: row.id,
    clientId: row.client_id,
    accountId: row.account_id,
    accountName: row.account_name,
    bookId: row.book_id,
    createdBy: row.created_by,
    name: row.name,
    instrumentId: column.instrumentId(row.instrument_id),
    timeframe: row.timeframe,
    strategy: row.strategy,
    parameters: row.parameters,
    cash: column.amount(row.cash),
    quantity: column.quantity(row.quantity),
    state: row.state,
    isClosing: row.is_closing,
    failure: row.failure,
    position: column.quantity(row.position),
    orders: row.orders,
    createdAt: column.time(row.created_at),
    startedAt: column.timeOrNull(row.started_at),
    stoppedAt: column.timeOrNull(row.stopped_at),
    lastBarAt: column.timeOrNull(row.last_bar_at),
  }
}
