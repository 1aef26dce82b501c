import { beforeAll, describe, expect, test } from 'vitest'
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
import { listBalances } from './balances/list-balances.ts'
import { listBooks } from './books/list-books.ts'
import { listBreaks } from './books/list-breaks.ts'
import { listReconciliations } from './books/list-reconciliations.ts'
import { listClients } from './clients/list-clients.ts'
import type { Context } from './context.ts'
import { listFills } from './fills/list-fills.ts'
import { listOrders } from './orders/list-orders.ts'
import { getOverview } from './overview/get-overview.ts'
import { listPositions } from './positions/list-positions.ts'
import { getStatement } from './statements/get-statement.ts'
import { getSystem } from './system/get-system.ts'

const { database } = await openTestDatabase()
const now = at(Date.UTC(2026, 10, 20))
const page = { after: null, limit: 200 } as const
const instrumentIds = [
  await createInstrument(database, 'BTC-USDT'),
  await createInstrument(database, 'ETH-USDT'),
] as const

/** What each page asks of a firm, by the account that stands for it. */
const PAGES: Readonly<
  Record<string, (ctx: Pick<Context, 'db' | 'clock'>, account: TestAccount) => Promise<unknown>>
> = {
  clients: (ctx) => listClients(ctx),
  accounts: (ctx) => listAccounts(ctx, {}),
  overview: (ctx) => getOverview(ctx),
  positions: (ctx, { clientId }) => listPositions(ctx, { clientId }),
  balances: (ctx, { clientId }) => listBalances(ctx, { clientId }),
  orders: (ctx, { clientId }) => listOrders(ctx, { ...page, clientId }),
  fills: (ctx, { accountId }) => listFills(ctx, { ...page, accountId }),
  books: (ctx) => listBooks(ctx, {}),
  breaks: (ctx) => listBreaks(ctx, page),
  reconciliations: (ctx, { accountId }) => listReconciliations(ctx, { ...page, accountId }),
  statement: (ctx, { clientId }) => getStatement(ctx, { clientId, month: '2026-11' }),
  system: (ctx) => getSystem(ctx),
}

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

async function queriesOf(read: (typeof PAGES)[string], { firm, account }: Furnished) {
  const { db, names } = recordQueries(firm.db)
  await read({ db, clock: clockAt(now) }, account)
  return names
}

describe.each(Object.entries(PAGES))('the read of %s', (_page, read) => {
  test('asks the same few queries however many clients, accounts and rows there are', async () => {
    const queries = await queriesOf(read, large)
    expect(queries).toEqual(await queriesOf(read, small))
    expect(queries.length).toBeLessThanOrEqual(7)
  })
})
