import { beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { listAccounts as listAccountsEndpoint } from '#api/accounts.ts'
import { listAuditEvents as listAuditEventsEndpoint } from '#api/audit.ts'
import { listClients as listClientsEndpoint } from '#api/clients.ts'
import { listDatasets as listDatasetsEndpoint } from '#api/datasets.ts'
import type { Endpoint } from '#api/endpoint.ts'
import { listFills as listFillsEndpoint } from '#api/fills.ts'
import * as market from '#api/market.ts'
import * as orders from '#api/orders.ts'
import { getPerformance as getPerformanceEndpoint } from '#api/performance.ts'
import * as portfolio from '#api/portfolio.ts'
import * as proof from '#api/proof.ts'
import { getReceipt as getReceiptEndpoint } from '#api/receipts.ts'
import * as reports from '#api/reports.ts'
import { listTransfers as listTransfersEndpoint } from '#api/transfers.ts'
import { postingsForAdjustment } from '#core/ledger/postings-for-adjustment.ts'
import { assetIdOf } from '#core/market/instrument.ts'
import {
  createAccount,
  createClient,
  createFirm,
  type TestAccount,
  type TestFirm,
} from '#test/builders/firm.ts'
import { insertFills, insertOrders } from '#test/builders/insert-orders.ts'
import { bookTransactions } from '#test/builders/ledger.ts'
import { createInstrument, quoteMarket } from '#test/builders/market.ts'
import { clockAt, openTestDatabase } from '#test/builders/open-test-database.ts'
import { insertPosition } from '#test/builders/position.ts'
import { insertBreak, insertReconciliation } from '#test/builders/proof.ts'
import { recordQueries } from '#test/builders/record-queries.ts'
import { a, at } from '#test/builders.ts'
import { listAccounts } from './accounts/list-accounts.ts'
import { listAuditEvents } from './audit/list-audit-events.ts'
import { listBalances } from './balances/list-balances.ts'
import { getBooksStrip } from './books/get-books-strip.ts'
import { listBooks } from './books/list-books.ts'
import { listBreaks } from './books/list-breaks.ts'
import { listReconciliations } from './books/list-reconciliations.ts'
import { listClients } from './clients/list-clients.ts'
import type { Context } from './context.ts'
import { listDatasets } from './datasets/list-datasets.ts'
import { listFills } from './fills/list-fills.ts'
import { listCandles } from './market/list-candles.ts'
import { listInstruments } from './market/list-instruments.ts'
import { listQuotes } from './market/list-quotes.ts'
import { listVenues } from './market/list-venues.ts'
import { listOrders } from './orders/list-orders.ts'
import { getOverview } from './overview/get-overview.ts'
import { getPerformance } from './performance/get-performance.ts'
import { listPositions } from './positions/list-positions.ts'
import { getReceipt } from './receipts/get-receipt.ts'
import { getStatement } from './statements/get-statement.ts'
import { getSystem } from './system/get-system.ts'
import { listTransfers } from './transfers/list-transfers.ts'

const { database } = await openTestDatabase()
const now = at(Date.UTC(2026, 10, 20))
const asOf = at(now - 1)
/** A page is a handful of statements; what is folded from history takes three more. */
const QUERIES_MAX = 10
const page = { after: null, limit: 200 } as const
const instrumentIds = [
  await createInstrument(database, 'BTC-USDT'),
  await createInstrument(database, 'ETH-USDT'),
] as const

type Read = (ctx: Pick<Context, 'db' | 'clock'>, account: TestAccount) => Promise<unknown>

/** Every read of the trade API, asked of a firm by an account that stands for it. */
const READS: readonly (readonly [Endpoint, Read])[] = [
  [listClientsEndpoint, (ctx) => listClients(ctx)],
  [listAccountsEndpoint, (ctx) => listAccounts(ctx, {})],
  [reports.getOverview, (ctx) => getOverview(ctx)],
  [reports.getSystem, (ctx) => getSystem(ctx)],
  [reports.getStatement, (ctx, { clientId }) => getStatement(ctx, { clientId, month: '2026-11' })],
  [portfolio.listPositions, (ctx, { clientId }) => listPositions(ctx, { clientId })],
  [portfolio.listBalances, (ctx, { clientId }) => listBalances(ctx, { clientId })],
  [orders.listOrders, (ctx, { clientId }) => listOrders(ctx, { ...page, clientId })],
  [listFillsEndpoint, (ctx, { accountId }) => listFills(ctx, { ...page, accountId })],
  [listTransfersEndpoint, (ctx, { accountId }) => listTransfers(ctx, { ...page, accountId })],
  [listAuditEventsEndpoint, (ctx) => listAuditEvents(ctx, page)],
  [getPerformanceEndpoint, (ctx, { clientId }) => getPerformance(ctx, { clientId, range: '30d' })],
  [proof.listBooks, (ctx) => listBooks(ctx, {})],
  [proof.listBooks, (ctx) => listBooks(ctx, { asOf })],
  [reports.getOverview, (ctx) => getOverview(ctx, { asOf })],
  [portfolio.listPositions, (ctx, { clientId }) => listPositions(ctx, { clientId, asOf })],
  [portfolio.listBalances, (ctx, { clientId }) => listBalances(ctx, { clientId, asOf })],
  [
    getReceiptEndpoint,
    (ctx, { bookId }) =>
      getReceipt(ctx, {
        subject: { kind: 'position.quantity', bookId, instrumentId: instrumentIds[0] },
      }),
  ],
  [
    getReceiptEndpoint,
    (ctx) => getReceipt(ctx, { subject: { kind: 'overview.equity', scope: { level: 'firm' } } }),
  ],
  [proof.getBooksStrip, (ctx, { clientId }) => getBooksStrip(ctx, { clientId })],
  [proof.listBreaks, (ctx) => listBreaks(ctx, page)],
  [
    proof.listReconciliations,
    (ctx, { accountId }) => listReconciliations(ctx, { ...page, accountId }),
  ],
  [market.listVenues, (ctx) => listVenues(ctx)],
  [market.listInstruments, (ctx) => listInstruments(ctx, {})],
  [market.listQuotes, (ctx) => listQuotes(ctx, {})],
  [
    market.listCandles,
    (ctx) => listCandles(ctx, { instrumentId: instrumentIds[0], timeframe: '1h' }),
  ],
  [listDatasetsEndpoint, (ctx) => listDatasets(ctx)],
]

type Furnished = { readonly firm: TestFirm; readonly account: TestAccount }
let small: Furnished
let large: Furnished
beforeAll(async () => {
  small = await furnish({ clients: 1, accounts: 1, rows: 2 })
  large = await furnish({ clients: 6, accounts: 3, rows: 600 })
  for (const instrumentId of instrumentIds) {
    await quoteMarket(database, instrumentId, { bid: '99', ask: '101', receivedAt: now })
  }
})

async function furnish(size: { clients: number; accounts: number; rows: number }) {
  const firm = await createFirm(database)
  const accounts: TestAccount[] = []
  for (let client = 0; client < size.clients; client++) {
    const clientId = await createClient(firm, `Client ${client}`)
    for (let place = 0; place < size.accounts; place++) {
      accounts.push(await createAccount(firm, { clientId, name: `Account ${place}` }))
    }
  }
  for (const account of accounts) await fillAccount(firm, account)
  const rows = { accounts, instrumentIds, count: size.rows, newestAt: now, generation: size.rows }
  await insertOrders(firm, rows)
  await insertFills(firm, rows)
  const [account] = accounts as [TestAccount]
  return { firm, account }
}

async function fillAccount(firm: TestFirm, account: TestAccount) {
  const assets = ['BTC', 'ETH', 'USDT'].map(assetIdOf)
  await bookTransactions(
    firm,
    account,
    assets.map((asset) => ({
      kind: 'adjustment',
      effectiveAt: now,
      postings: postingsForAdjustment({ bookId: account.bookId, asset, amount: a('1') }),
    })),
  )
  for (const instrumentId of instrumentIds) {
    await insertPosition(firm, account, { instrumentId, quantity: '1', cost: '100' })
  }
  await insertReconciliation(firm, account, { outcome: 'PROVEN', finishedAt: now })
  await insertBreak(firm, account, { state: 'OPEN', asset: 'BTC', firstSeenAt: now })
}

async function run(read: Read, { firm, account }: Furnished) {
  const { db, names } = recordQueries(firm.db)
  const result = await read({ db, clock: clockAt(now) }, account)
  return { names, result }
}

describe.each(READS.map(([endpoint, read]) => [endpoint.name, endpoint, read] as const))(
  '%s',
  (_name, endpoint, read) => {
    test('asks the same few queries however many clients, accounts and rows there are', async () => {
      const { names } = await run(read, large)
      expect(names).toEqual((await run(read, small)).names)
      expect(names.length).toBeLessThanOrEqual(QUERIES_MAX)
    })

    test('answers what its endpoint promises, and it survives the way to the caller', async () => {
      const { result } = await run(read, large)
      const answer = endpoint.isPaged ? { ...Object(result), nextCursor: null } : result
      const wire: unknown = JSON.parse(JSON.stringify(z.encode(endpoint.result, answer)))
      expect(z.decode(endpoint.result, wire)).toEqual(withoutNext(answer))
    })
  },
)

/** The key of the next page travels signed, as nextCursor. */
function withoutNext(answer: object): object {
  const { next: _next, ...sent } = Object(answer)
  return sent
}
