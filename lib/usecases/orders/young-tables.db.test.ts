import { expect, test } from 'vitest'
import { type PlanNode, planOf } from '#test/builders/explain.ts'
import { openTestDatabase } from '#test/builders/open-test-database.ts'
import { p, q } from '#test/builders.ts'
import { type OrderDesk, openOrderDesk } from '#test/order-desk.ts'
import { claimOrders } from './claim-orders.ts'
import { placeOrder } from './place-order.ts'
import { recordFill } from './record-fill.ts'
import { submitOrder } from './submit-order.ts'

const clone = await openTestDatabase()

/** Each finds single orders or fills, or those that are open. */
const EXACT_INDEXES = [
  'order_pkey',
  'order_due',
  'order_open',
  'order_venue_order_id',
  'order_client_order_id',
  'fill_key',
]

test('the way of an order reads no history, also while no table was ever analyzed', async () => {
  const desk = await openOrderDesk(clone)
  const texts = await statementsOf(() => wayOfAnOrder(desk))
  const indexes = new Set<string>()
  for (const text of texts) {
    const nodes = await desk.firm.db.read((tx) => planOf(tx, text))
    for (const index of nodes.flatMap(readingOf)) indexes.add(index)
  }
  expect([...indexes].filter((name) => !EXACT_INDEXES.includes(name))).toEqual([])
  expect(indexes).toContain('order_pkey')
})

async function wayOfAnOrder(desk: OrderDesk): Promise<void> {
  await placeOrder(desk.trader, desk.order({ quantity: q('1') }))
  const [order] = await claimOrders(desk.runner, { lease: desk.lease, mayTradeLive: false })
  if (order === undefined) throw new Error('the order was claimed')
  await submitOrder(desk.runner, order)
  const fill = desk.venue.fill('1', { price: p('100'), quantity: q('1') })
  await recordFill(desk.runner, { fill, source: 'stream' })
}

/** The texts of the named statements that the work sends. */
async function statementsOf(work: () => Promise<void>): Promise<ReadonlySet<string>> {
  const texts = new Set<string>()
  const { pool } = clone.database
  const connect = pool.connect.bind(pool)
  pool.connect = async () => {
    const client = await connect()
    const query = client.query.bind(client)
    client.query = ((...told: Parameters<typeof query>) => {
      const [statement] = told as unknown[]
      if (isNamed(statement)) texts.add(statement.text)
      return query(...told)
    }) as typeof client.query
    return client
  }
  try {
    await work()
  } finally {
    Object.assign(pool, { connect })
  }
  return texts
}

function isNamed(statement: unknown): statement is { readonly text: string } {
  return typeof statement === 'object' && statement !== null && 'name' in statement
}

/** By what a node reads orders or fills: the name of an index, or of the table that it scans. */
function readingOf(node: PlanNode): readonly string[] {
  const { 'Index Name': index, 'Relation Name': relation, 'Node Type': kind } = node
  if (index !== undefined) return /^(order|fill)_/.test(index) ? [index] : []
  const isScan = kind === 'Seq Scan' && (relation === 'order' || relation === 'fill')
  return isScan ? [`all of ${relation}`] : []
}
