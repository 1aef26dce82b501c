import { beforeAll, describe, expect, test } from 'vitest'
import { type Explained, explain, type PlanNode } from '#test/builders/explain.ts'
import { createAccount, createClient, createFirm, type TestAccount } from '#test/builders/firm.ts'
import { loadHistory } from '#test/builders/load-history.ts'
import { createInstrument } from '#test/builders/market.ts'
import { openTestDatabase } from '#test/builders/open-test-database.ts'
import { at } from '#test/builders.ts'
import { readAlertConditions } from './read-alert-conditions.ts'
import { readFills } from './read-fills.ts'
import { readFirmGauges } from './read-house-gauges.ts'
import { readOrder, readOrders } from './read-orders.ts'
import { readOverview } from './read-overview.ts'
import { readSafety } from './read-safety.ts'
import type { Tx } from './transaction.ts'

const ROWS = 1_000_000
const LOAD_MS_MAX = 120_000
/** 8 kB each: a page of a list is found in its neighbourhood, not by leafing through the table. */
const BLOCKS_MAX = 1_500
/** One page of every account, and the open orders of all. */
const ROWS_SORTED_MAX = 2_000

const { clone, database } = await openTestDatabase()
const firm = await createFirm(database)
const newestAt = at(Date.UTC(2026, 10, 20))
const accounts: TestAccount[] = []
for (const name of ['Lynk', 'Orin', 'Vale', 'Ward', 'Yarrow']) {
  const clientId = await createClient(firm, name)
  accounts.push(await createAccount(firm, { clientId, name: 'Main' }))
  accounts.push(await createAccount(firm, { clientId, name: 'Second' }))
}
const [{ accountId, clientId }] = accounts as [TestAccount]
const btc = await createInstrument(database, 'BTC-USDT')
const eth = await createInstrument(database, 'ETH-USDT')
const neverTraded = await createInstrument(database, 'XRP-USDT')

beforeAll(
  () => loadHistory(clone, { accounts, instrumentIds: [btc, eth], count: ROWS, newestAt }),
  LOAD_MS_MAX,
)

const page = { after: null, limit: 50 } as const
const deep = { at: at(newestAt - 500_000_000), id: crypto.randomUUID() }
const anOrderId = '0007a120-0000-7000-8000-000000000000'

const READS: Readonly<Record<string, (tx: Tx) => Promise<unknown>>> = {
  'the firm’s newest orders': (tx) => readOrders(tx, page),
  'a client’s newest orders': (tx) => readOrders(tx, { ...page, clientId }),
  'an account’s newest orders': (tx) => readOrders(tx, { ...page, accountId }),
  'an account’s orders of an instrument': (tx) =>
    readOrders(tx, { ...page, accountId, instrumentId: btc }),
  'the firm’s orders of an instrument never traded': (tx) =>
    readOrders(tx, { ...page, instrumentId: neverTraded }),
  'the firm’s open orders': (tx) => readOrders(tx, { ...page, state: 'open' }),
  'an account’s closed orders': (tx) => readOrders(tx, { ...page, accountId, state: 'closed' }),
  'a page of orders far back': (tx) => readOrders(tx, { ...page, after: deep }),
  'one order': (tx) => readOrder(tx, anOrderId),
  'the firm’s newest fills': (tx) => readFills(tx, page),
  'a client’s newest fills': (tx) => readFills(tx, { ...page, clientId }),
  'an account’s fills of an instrument': (tx) =>
    readFills(tx, { ...page, accountId, instrumentId: eth }),
  'the firm’s fills of an instrument never traded': (tx) =>
    readFills(tx, { ...page, instrumentId: neverTraded }),
  'an order’s fills': (tx) => readFills(tx, { ...page, orderId: anOrderId }),
  'fills between two moments': (tx) =>
    readFills(tx, { ...page, accountId, from: at(newestAt - 600_000_000), to: deep.at }),
  'a page of fills far back': (tx) => readFills(tx, { ...page, after: deep }),
  'open orders counted for the overview': (tx) => readOverview(tx),
  'what is worth an alert': readAlertConditions,
  'what a firm’s books measure': readFirmGauges,
  'what waits for somebody': readSafety,
}

describe.each(Object.entries(READS))('among a million: %s', (_name, read) => {
  test('is found by an index, without a scan or a sort of the table', async () => {
    expectIndexed(await explain(firm.db, read))
  })
})

test('a person of one client finds their pages as fast as the firm does', async () => {
  const bound = database.scoped({ organizationId: firm.organizationId, clientId })
  for (const read of [readOrders, readFills]) {
    expectIndexed(await explain(bound, (tx) => read(tx, page)))
    expectIndexed(await explain(bound, (tx) => read(tx, { ...page, instrumentId: eth })))
  }
})

function expectIndexed([plan, ...others]: readonly Explained[]) {
  expect(others).toEqual([])
  expect(scansOf(plan?.nodes ?? [])).toEqual([])
  expect(scansOf(plan?.genericNodes ?? [])).toEqual([])
  expect(rowsSorted(plan?.nodes ?? [])).toBeLessThan(ROWS_SORTED_MAX)
  expect(plan?.blocks).toBeLessThan(BLOCKS_MAX)
}

function scansOf(nodes: readonly PlanNode[]): PlanNode[] {
  return nodes.filter(
    (node) =>
      node['Node Type'] === 'Seq Scan' && ['order', 'fill'].includes(node['Relation Name'] ?? ''),
  )
}

function rowsSorted(nodes: readonly PlanNode[]): number {
  const sorts = nodes.filter((node) => node['Node Type'].endsWith('Sort'))
  const inputs = sorts.flatMap((sort) => sort.Plans ?? [])
  return Math.max(
    0,
    ...inputs.map((node) => (node['Actual Rows'] ?? 0) * (node['Actual Loops'] ?? 0)),
  )
}
