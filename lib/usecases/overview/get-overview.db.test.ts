import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Value } from '#api/codecs/portfolio.ts'
import type { Overview, Totals } from '#api/codecs/report.ts'
import { postingsForAdjustment } from '#core/ledger/postings-for-adjustment.ts'
import { assetIdOf } from '#core/market/instrument.ts'
import { amountOf, formatDecimal, zeroAmount } from '#core/money/money.ts'
import { createAccount, createClient, createFirm, type TestFirm } from '#test/builders/firm.ts'
import { bookTransactions } from '#test/builders/ledger.ts'
import { createInstrument, quoteMarket } from '#test/builders/market.ts'
import { clockAt, openTestDatabase } from '#test/builders/open-test-database.ts'
import { insertPosition } from '#test/builders/position.ts'
import { insertBreak } from '#test/builders/proof.ts'
import { a, at, BTC } from '#test/builders.ts'
import { listBalances } from '#usecases/balances/list-balances.ts'
import { listPositions } from '#usecases/positions/list-positions.ts'
import { sumValues } from '#usecases/valuation/sum-values.ts'
import { getOverview } from './get-overview.ts'

const { database } = await openTestDatabase()
const now = at(Date.UTC(2026, 10, 20))
const ethBtc = await createInstrument(database, 'ETH-BTC')
const btc = await createInstrument(database, 'BTC-USDT')
await quoteMarket(database, btc, { bid: '64210.11', ask: '64210.12', receivedAt: now })
await quoteMarket(database, ethBtc, { last: '0.0523', receivedAt: at(now - 60_000) })
const ETH = assetIdOf('ETH')
const UNPRICED = assetIdOf('XYZ')

const ctxOf = ({ db }: TestFirm) => ({ db, clock: clockAt(now) })
const sumOf = (parts: readonly { readonly totals: Totals }[], key: 'equity' | 'realizedPnl') =>
  sumValues(parts.map(({ totals }) => totals[key]))

test('an empty firm is worth nothing and owes no explanation', async () => {
  const firm = await createFirm(database)
  const { totals, clients } = await getOverview(ctxOf(firm))
  const nothing: Value = { kind: 'valued', amount: zeroAmount, isStale: false }
  expect({ totals, clients }).toEqual({
    clients: [],
    totals: {
      equity: nothing,
      realizedPnl: nothing,
      unrealizedPnl: nothing,
      openOrders: 0,
      inDoubtOrders: 0,
      openBreaks: 0,
    },
  })
})

test('whatever is owned: accounts add up to clients, clients to the firm, and each page agrees', async () => {
  const money = fc.bigInt({ min: 1n, max: 10n ** 23n })
  const account = fc.record({ bitcoin: money, ether: money, cost: money, realized: money })
  const clients = fc.array(fc.array(account, { maxLength: 3 }), { maxLength: 3 })
  await fc.assert(
    fc.asyncProperty(clients, async (shape) => {
      const firm = await createFirm(database)
      for (const [place, accounts] of shape.entries()) {
        const clientId = await createClient(firm, `Client ${place}`)
        for (const [index, owned] of accounts.entries()) {
          await fund(firm, { clientId, name: `Account ${index}`, ...owned })
        }
      }
      const overview = await getOverview(ctxOf(firm))
      expectSums(overview)
      await expectToAgreeWithPages(firm, overview)
    }),
    { numRuns: 10 },
  )
})

type Funding = { readonly clientId: string; readonly name: string } & Readonly<
  Record<'bitcoin' | 'ether' | 'cost' | 'realized', bigint>
>

async function fund(firm: TestFirm, { clientId, name, ...owned }: Funding) {
  const account = await createAccount(firm, { clientId, name })
  const bookings = [
    { bookId: account.bookId, asset: BTC, amount: amountOf(owned.bitcoin) },
    { bookId: account.externalBookId, asset: BTC, amount: a('0.5') },
    { bookId: account.bookId, asset: ETH, amount: amountOf(owned.ether) },
  ]
  await bookTransactions(
    firm,
    account,
    bookings.map((booking) => ({
      kind: 'adjustment',
      effectiveAt: now,
      postings: postingsForAdjustment(booking),
    })),
  )
  for (const instrumentId of [btc, ethBtc]) {
    await insertPosition(firm, account, {
      instrumentId,
      quantity: formatDecimal(amountOf(owned.bitcoin)),
      cost: formatDecimal(amountOf(owned.cost)),
      realizedPnl: formatDecimal(amountOf(-owned.realized)),
    })
  }
}

function expectSums({ totals, clients }: Overview) {
  for (const key of ['equity', 'realizedPnl'] as const) {
    expect(totals[key]).toEqual(sumOf(clients, key))
    for (const client of clients) expect(client.totals[key]).toEqual(sumOf(client.accounts, key))
  }
}

async function expectToAgreeWithPages(firm: TestFirm, { clients }: Overview) {
  for (const { accountId, totals } of clients.flatMap(({ accounts }) => accounts)) {
    const balances = await listBalances(ctxOf(firm), { accountId })
    expect(totals.equity).toEqual(sumValues(balances.items.map(({ value }) => value)))
    const positions = await listPositions(ctxOf(firm), { accountId })
    const [inDollars] = positions.items.filter(({ instrumentId }) => instrumentId === btc)
    expect(inDollars?.unrealizedPnl.kind).toBe('valued')
  }
}

test('one holding that nothing prices leaves every level above it without a value, by name', async () => {
  const firm = await createFirm(database)
  const clientId = await createClient(firm, 'Lynk')
  const account = await createAccount(firm, { clientId })
  const postings = postingsForAdjustment({
    bookId: account.bookId,
    asset: UNPRICED,
    amount: a('1'),
  })
  await bookTransactions(firm, account, [{ kind: 'adjustment', effectiveAt: now, postings }])
  const { totals, clients } = await getOverview(ctxOf(firm))
  const unvalued = { kind: 'unvalued', reason: 'NO_MARK:XYZ' }
  expect([
    totals.equity,
    clients[0]?.totals.equity,
    clients[0]?.accounts[0]?.totals.equity,
  ]).toEqual([unvalued, unvalued, unvalued])
})

test('breaks are counted where they are and above, and archived accounts nowhere', async () => {
  const firm = await createFirm(database)
  const clientId = await createClient(firm, 'Lynk')
  const account = await createAccount(firm, { clientId, name: 'Main' })
  const archived = await createAccount(firm, { clientId, name: 'Old' })
  await insertBreak(firm, account, { state: 'OPEN', asset: 'BTC', firstSeenAt: now })
  await firm.db.write((tx) =>
    tx.query({
      text: "UPDATE account SET status = 'ARCHIVED' WHERE id = $1",
      values: [archived.accountId],
    }),
  )
  const { totals, clients } = await getOverview(ctxOf(firm))
  expect(totals.openBreaks).toBe(1)
  expect(clients[0]?.accounts.map(({ name, booksState }) => [name, booksState])).toEqual([
    ['Main', 'OPEN'],
  ])
})

test('a person of one client gets an overview of that client alone', async () => {
  const firm = await createFirm(database)
  const lynk = await createClient(firm, 'Lynk')
  await createAccount(firm, { clientId: await createClient(firm, 'Orin') })
  const db = database.scoped({ organizationId: firm.organizationId, clientId: lynk })
  const { clients } = await getOverview({ db, clock: clockAt(now) })
  expect(clients.map(({ name }) => name)).toEqual(['Lynk'])
})
