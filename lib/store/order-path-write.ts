import type { AccountChanges } from '#ports/order-path-store.ts'
import { ACCOUNT_EVENTS } from './account-events.ts'
import type { ChangePart } from './change-part.ts'
import { FILLS } from './fills.ts'
import { LEDGER_TRANSACTIONS, POSTINGS } from './ledger.ts'
import { MOVED_ORDERS, NEW_ORDERS } from './orders.ts'
import { POSITIONS, SNAPSHOTS, VOID_SNAPSHOTS } from './positions.ts'
import type { Tx } from './transaction.ts'
import { VENUE_CURSORS } from './venue-cursors.ts'

const PARTS: readonly ChangePart[] = [
  NEW_ORDERS,
  MOVED_ORDERS,
  FILLS,
  LEDGER_TRANSACTIONS,
  POSTINGS,
  POSITIONS,
  SNAPSHOTS,
  VOID_SNAPSHOTS,
  VENUE_CURSORS,
  ACCOUNT_EVENTS,
]

/** The account's own row comes first: it is the lock, and it numbers the events. */
const OWNER = `UPDATE account SET event_seq = event_seq + $2::int,
    trading_state = coalesce($3, trading_state),
    trading_reason = CASE WHEN $3 IS NULL THEN trading_reason ELSE $4 END,
    trading_changed_at = CASE WHEN $3 IS NULL OR $3 = trading_state THEN trading_changed_at
                              ELSE to_timestamp($5::float8 / 1000) END,
    trading_changed_by = CASE WHEN $3 IS NULL THEN trading_changed_by
                              WHEN $3 = trading_state THEN coalesce(trading_changed_by, $6::uuid)
                              ELSE $6::uuid END
  WHERE id = $1 RETURNING event_seq`
const FIRST_PART_PLACE = 7

/** Fails the transaction, by a number that is none, where the scope shows no such account. */
const IS_WRITTEN = `SELECT coalesce((SELECT event_seq::text FROM owner),
  'what is written belongs to an account that the scope shows')::bigint`

/**
 * Sends everything that a transaction changed in one statement. Checks, keys and the ledger's balance hold or
 * nothing is committed.
 */
export async function writeAccountChanges(tx: Tx, changes: AccountChanges): Promise<void> {
  const present = PARTS.map((part, place) => ({
    ...part,
    place,
    rows: part.rowsOf(changes),
  })).filter(({ rows }) => rows.length > 0)
  const texts = present.map(
    ({ text, name }, index) => `"${name}" AS (${text(`$${FIRST_PART_PLACE + index}::jsonb`)})`,
  )
  tx.send({
    // Postgres cuts names at 63 bytes: the parts are named by their places.
    name: ['write', ...present.map(({ place }) => place)].join('-'),
    text: `WITH ${[`owner AS (${OWNER})`, ...texts].join(',\n')} ${IS_WRITTEN}`,
    values: [
      changes.account.accountId,
      changes.events?.length ?? 0,
      changes.trading?.state ?? null,
      changes.trading?.reason ?? null,
      changes.at,
      changes.trading?.personId ?? null,
      ...present.map(({ rows }) => JSON.stringify(rows)),
    ],
  })
}
