import type { BulkRows } from './bulk-history.ts'
import { bulkFills, bulkOrders } from './bulk-history.ts'
import type { TestFirm } from './firm.ts'

/** Filled orders, one in a thousand still WORKING, under every constraint of production. */
export async function insertOrders(firm: TestFirm, rows: BulkRows): Promise<void> {
  await firm.db.write((tx) => tx.query(bulkOrders(rows)))
}

/** A fill of each order that insertOrders made of the same rows. */
export async function insertFills(firm: TestFirm, rows: BulkRows): Promise<void> {
  await firm.db.write((tx) => tx.query(bulkFills(rows)))
}
