import type { InstrumentId } from '#core/market/instrument.ts'
import { isOpen, ORDER_STATES } from '#core/orders/order-state.ts'
import { toIso } from '#core/time/time.ts'
import type { OrderPathStore, OrderRecord } from '#ports/order-path-store.ts'
import type { ScopedDatabase } from './database.ts'
import { changeInGroup, LONE_CHANGE_WEIGHT, loneChange } from './grouped-changes.ts'
import { acquireLease, releaseLease, renewLeases } from './leases.ts'
import { orderPathTx } from './order-path-tx.ts'
import { ORDER_RECORD_COLUMNS, type OrderRecordRow, orderRecordOf } from './orders.ts'
import type { Statement, Tx } from './transaction.ts'
import { readVenueCursor } from './venue-cursors.ts'

/** At most so many orders are looked at in one pass; they are then done with, and the next pass sees the rest. */
export const ORDERS_PER_PASS_MAX = 500
/** Those at the venue are compared with its list as a whole: more than any venue lets an account have open. */
const WORKING_MAX = 100_000

/** The order path's store in PostgreSQL. */
export function orderPathStore(db: ScopedDatabase): OrderPathStore {
  const list = (statement: Statement): Promise<readonly OrderRecord[]> =>
    db.read(async (tx) => (await tx.query<OrderRecordRow>(statement)).map(orderRecordOf))
  return {
    change: (accountId, work) =>
      changeInGroup(db, accountId, {
        ...loneChange((tx: Tx) => work(orderPathTx(tx, accountId))),
        weight: LONE_CHANGE_WEIGHT,
      }),
    changeTogether: (accountId, { name, job }, work) =>
      changeInGroup(db, accountId, {
        kind: name,
        job,
        work: (tx, jobs) => work(orderPathTx(tx, accountId), jobs),
      }),
    listInDoubt: (accountId) =>
      list(ordersWhere('in-doubt', `state IN ('SENDING', 'QUARANTINED')`, accountId)),
    listCancelsDue: (accountId) =>
      list(
        ordersWhere(
          'cancels-due',
          `cancel_requested_at IS NOT NULL AND state IN ('WORKING', 'PARTIALLY_FILLED')`,
          accountId,
        ),
      ),
    listWorking: (accountId) =>
      list(
        ordersWhere('working', `state IN ('WORKING', 'PARTIALLY_FILLED')`, accountId, WORKING_MAX),
      ),
    listActiveInstruments: (accountId, since) =>
      db.read(async (tx) => {
        const rows = await tx.query<{ instrument_id: InstrumentId }>({
          name: 'list-active-instruments',
          text: `SELECT instrument_id FROM "order" WHERE account_id = $1 AND state IN (${OPEN_STATES})
            UNION SELECT instrument_id FROM "order" WHERE account_id = $1 AND created_at >= $2
            UNION SELECT instrument_id FROM fill WHERE account_id = $1 AND venue_at >= $2`,
          values: [accountId, toIso(since)],
        })
        return rows.map((row) => row.instrument_id)
      }),
    readCursor: (accountId, name) => db.read((tx) => readVenueCursor(tx, { accountId, name })),
    acquireLease: (wish) => db.write((tx) => acquireLease(tx, wish)),
    renewLeases: (leases, ttlMs) => db.write((tx) => renewLeases(tx, { leases, ttlMs })),
    releaseLease: (lease) => db.write((tx) => releaseLease(tx, lease)),
  }
}

const OPEN_STATES = ORDER_STATES.filter(isOpen)
  .map((state) => `'${state}'`)
  .join(', ')

function ordersWhere(
  name: string,
  condition: string,
  accountId: string,
  limit = ORDERS_PER_PASS_MAX,
): Statement {
  return {
    name: `list-${name}`,
    text: `SELECT ${ORDER_RECORD_COLUMNS} FROM "order" WHERE account_id = $1 AND ${condition}
      ORDER BY created_at, id LIMIT ${limit}`,
    values: [accountId],
  }
}
