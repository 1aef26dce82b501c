import type { TestAccount } from './firm.ts'

export type BulkRows = {
  readonly accounts: readonly TestAccount[]
  readonly instrumentIds: readonly string[]
  /** In all: they are dealt to the accounts in turn, and to the instruments turn about turn. */
  readonly count: number
  /** The last row is this old; each earlier one is a second older. */
  readonly newestAt: number
  /** Told apart by it, several histories fit into one database. */
  readonly generation?: number
}

export type BulkStatement = { readonly text: string; readonly values: unknown[] }

/**
 * Any number of filled orders in one statement. Ids sort as the orders do; one in a thousand is still WORKING,
 * spread over the whole history.
 */
export function bulkOrders(rows: BulkRows): BulkStatement {
  return bulk(
    rows,
    `INSERT INTO "order" (id, organization_id, client_id, account_id, book_id, instrument_id, side, type,
        quantity, limit_price, time_in_force, post_only, reduce_only, origin_kind, origin_id, state,
        filled_quantity, client_order_id, venue_order_id, created_at, updated_at)
      SELECT ${rowId('0')}, a.organization_id, a.client_id, a.account_id, a.book_id, r.instrument_id,
        CASE WHEN n % 2 = 0 THEN 'buy' ELSE 'sell' END, 'limit', 1, 100, 'GTC', false, false, 'person', 'someone',
        CASE WHEN n % 1000 = 0 THEN 'WORKING' ELSE 'FILLED' END,
        CASE WHEN n % 1000 = 0 THEN 0 ELSE 1 END, 'c' || n, 'v' || n, r.at, r.at`,
  )
}

/** Any number of fills in one statement, each of the order that bulkOrders makes at its place. */
export function bulkFills(rows: BulkRows): BulkStatement {
  return bulk(
    rows,
    `INSERT INTO fill (id, organization_id, client_id, account_id, book_id, instrument_id, order_id,
        venue_order_id, venue_trade_id, side, price, quantity, quote_quantity, fee_asset, fee_amount, liquidity,
        venue_at, recorded_at, source, venue_message)
      SELECT ${rowId('1')}, a.organization_id, a.client_id, a.account_id, a.book_id, r.instrument_id,
        ${rowId('0')}, 'v' || n, 't' || n, CASE WHEN n % 2 = 0 THEN 'buy' ELSE 'sell' END, 100, 1, 100, 'USDT',
        0.1, 'taker', r.at, r.at, 'stream', '{}'`,
  )
}

/** An id that sorts as `n` does, unlike that of any other kind of row. */
function rowId(kind: string): string {
  return `(lpad(to_hex(n), 8, '0') || '-' || lpad(to_hex($8::int), 4, '0') || '-7000-8000-00000000000${kind}')::uuid`
}

/** `n` counts from 1; `a` is the account and `r` the instrument and time of the n-th row. */
function bulk(rows: BulkRows, insert: string) {
  const { accounts, instrumentIds, count, newestAt, generation } = rows
  return {
    text: `${insert} FROM generate_series(1, $1::int) n
      CROSS JOIN LATERAL (SELECT
        ($2::text[])[1 + n / cardinality($4::uuid[]) % cardinality($2::text[])] AS instrument_id,
        to_timestamp($3::float8 / 1000) - make_interval(secs => $1 - n) AS at) r
      JOIN unnest($4::uuid[], $5::uuid[], $6::uuid[], $7::uuid[]) WITH ORDINALITY
        AS a (organization_id, client_id, account_id, book_id, place)
        ON a.place = 1 + n % cardinality($4::uuid[])`,
    values: [
      count,
      instrumentIds,
      newestAt,
      accounts.map((account) => account.organizationId),
      accounts.map((account) => account.clientId),
      accounts.map((account) => account.accountId),
      accounts.map((account) => account.bookId),
      generation ?? 0,
    ],
  }
}
