import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Statement } from '#api/codecs/report.ts'
import { postingsForAdjustment } from '#core/ledger/postings-for-adjustment.ts'
import { postingsForFill } from '#core/ledger/postings-for-fill.ts'
import { holdPostings } from '#core/ledger/postings-for-hold.ts'
import { postingsForDeposit } from '#core/ledger/postings-for-transfer.ts'
import { type Amount, add, amountOf, subtract, zeroAmount } from '#core/money/money.ts'
import { monthOf } from '#core/time/month.ts'
import { DAY_MS, unixMsOf } from '#core/time/time.ts'
import { createAccount, createClient, createFirm, type TestAccount } from '#test/builders/firm.ts'
import { bookTransactions, type TestTransaction } from '#test/builders/ledger.ts'
import { createInstrument, quoteMarket } from '#test/builders/market.ts'
import { clockAt, openTestDatabase } from '#test/builders/open-test-database.ts'
import { a, aFill, anInstrument, at, BNB, BTC, USDT } from '#test/builders.ts'
import { listBalances } from '#usecases/balances/list-balances.ts'
import { getStatement } from './get-statement.ts'

const { database } = await openTestDatabase()
const firm = await createFirm(database, 'Aster')
const now = at(Date.UTC(2026, 10, 20, 12))
const ctx = { db: firm.db, clock: clockAt(now) }
const btc = await createInstrument(database)
await quoteMarket(database, btc, { bid: '99', ask: '101', receivedAt: now })

const november = monthOf('2026-11')
let clients = 0
async function newClient() {
  clients += 1
  const clientId = await createClient(firm, `Client ${clients}`)
  return createAccount(firm, { clientId })
}
const statementOf = ({ clientId }: TestAccount, month = '2026-11') =>
  getStatement(ctx, { clientId, month })

const deposit = (account: TestAccount, day: number, amount: Amount): TestTransaction => ({
  kind: 'transfer',
  note: 'Deposit',
  effectiveAt: at(november.fromAt + day * DAY_MS),
  postings: postingsForDeposit({
    bookId: account.bookId,
    asset: USDT,
    amount,
    feeAsset: USDT,
    feeAmount: zeroAmount,
  }),
})

test('a month begins with what was owned, tells every change and ends with what the ledger owns', async () => {
  const account = await newClient()
  const fill = aFill({ feeAsset: BNB, feeAmount: a('0.01'), bookId: account.bookId })
  await bookTransactions(firm, account, [
    deposit(account, -3, a('1000')),
    {
      kind: 'hold',
      effectiveAt: november.fromAt,
      postings: holdPostings({ bookId: account.bookId, asset: USDT, amount: a('300') }),
    },
    {
      kind: 'fill',
      effectiveAt: at(november.fromAt + DAY_MS),
      postings: postingsForFill({
        fill,
        instrument: anInstrument(),
        bookId: account.bookId,
        heldConsumed: a('100'),
      }),
    },
    {
      kind: 'adjustment',
      note: 'Agreed with the venue',
      effectiveAt: at(november.fromAt + 2 * DAY_MS),
      postings: postingsForAdjustment({ bookId: account.bookId, asset: BNB, amount: a('0.01') }),
    },
  ])
  const statement = await statementOf(account)
  expect(statement).toMatchObject({ organizationName: 'Aster', month: '2026-11', asOfAt: now })
  expect(statement.assets).toEqual([
    { asset: BNB, opening: a('0'), closing: a('0'), markPrice: null, value: valued('0') },
    { asset: BTC, opening: a('0'), closing: a('1'), markPrice: a('100'), value: valued('100') },
    { asset: USDT, opening: a('1000'), closing: a('900'), markPrice: null, value: valued('900') },
  ])
  expect(statement.total).toEqual(valued('1000'))
  expect(
    statement.lines.map(({ kind, asset, amount, fee, balance }) => [
      kind,
      asset,
      amount,
      fee,
      balance,
    ]),
  ).toEqual([
    ['fill', BNB, a('-0.01'), a('0.01'), a('-0.01')],
    ['fill', BTC, a('1'), a('0'), a('1')],
    ['fill', USDT, a('-100'), a('0'), a('900')],
    ['adjustment', BNB, a('0.01'), a('0'), a('0')],
  ])
})

function valued(text: string) {
  return { kind: 'valued', amount: a(text), isStale: false }
}

test('whatever was booked, and whenever: each asset’s opening and lines lead to its closing', async () => {
  const amount = fc.bigInt({ min: 1n, max: 10n ** 24n })
  const booking = fc.record({ day: fc.integer({ min: -40, max: 40 }), amount, kind: fc.nat(2) })
  await fc.assert(
    fc.asyncProperty(fc.array(booking, { maxLength: 30 }), async (bookings) => {
      const account = await newClient()
      await bookTransactions(
        firm,
        account,
        bookings.map((one) => transactionOf(account, one)),
      )
      const statements = [
        await statementOf(account, '2026-10'),
        await statementOf(account, '2026-11'),
      ]
      for (const statement of statements) expectToFoot(statement)
      expect(closingsOf(statements[0])).toEqual(openingsOf(statements[1]))
      expect(openingsOf(statements[1])).toEqual(ownedBefore(bookings, november.fromAt))
      expect(closingsOf(statements[1])).toEqual(ownedBefore(bookings, november.toAt))
    }),
    { numRuns: 25 },
  )
})

type Booking = { readonly day: number; readonly amount: bigint; readonly kind: number }

const atDay = (day: number) => unixMsOf(november.fromAt + day * DAY_MS)

function transactionOf(account: TestAccount, { day, amount, kind }: Booking): TestTransaction {
  const { bookId } = account
  const effectiveAt = atDay(day)
  if (kind === 0) return deposit(account, day, amountOf(amount))
  if (kind === 1) {
    const postings = postingsForAdjustment({ bookId, asset: BTC, amount: amountOf(-amount) })
    return { kind: 'adjustment', effectiveAt, postings }
  }
  const fill = aFill({ bookId, quoteQuantity: amountOf(amount), feeAmount: a('0.1') })
  const instrument = anInstrument()
  const postings = postingsForFill({ fill, instrument, bookId, heldConsumed: zeroAmount })
  return { kind: 'fill', effectiveAt, postings }
}

/** Counted from the bookings alone. Assets of which nothing was ever owned are on no statement. */
function ownedBefore(bookings: readonly Booking[], end: number): Record<string, Amount> {
  const owned: Record<string, Amount> = {}
  const move = (asset: string, amount: Amount, counts: boolean) => {
    owned[asset] = add(owned[asset] ?? zeroAmount, counts ? amount : zeroAmount)
  }
  for (const { day, amount, kind } of bookings) {
    const counts = atDay(day) < end
    if (kind === 0) move('USDT', amountOf(amount), counts)
    if (kind === 1) move('BTC', amountOf(-amount), counts)
    if (kind === 2) {
      move('BTC', a('1'), counts)
      move('USDT', subtract(a('-0.1'), amountOf(amount)), counts)
    }
  }
  return owned
}

function expectToFoot({ assets, lines }: Statement) {
  const balances = new Map(assets.map(({ asset, opening }) => [asset, opening]))
  for (const { asset, amount, balance } of lines) {
    balances.set(asset, add(balances.get(asset) ?? zeroAmount, amount))
    expect(balances.get(asset)).toBe(balance)
  }
  expect(balances).toEqual(new Map(assets.map(({ asset, closing }) => [asset, closing])))
}

function openingsOf(statement: Statement | undefined) {
  return Object.fromEntries(statement?.assets.map(({ asset, opening }) => [asset, opening]) ?? [])
}

function closingsOf(statement: Statement | undefined) {
  return Object.fromEntries(statement?.assets.map(({ asset, closing }) => [asset, closing]) ?? [])
}

test('the running month’s closing balances and values are those of the balances page', async () => {
  const account = await newClient()
  await bookTransactions(firm, account, [deposit(account, 1, a('12.345678901234567891'))])
  const { items } = await listBalances(ctx, { clientId: account.clientId })
  const { assets } = await statementOf(account)
  expect(assets.map(({ asset, closing, value }) => [asset, closing, value])).toEqual(
    items.map(({ asset, total, value }) => [asset, total, value]),
  )
})

test('a fill is told in words, with its order and instrument', async () => {
  const account = await newClient()
  const fill = aFill({ bookId: account.bookId, quantity: anInstrument().quantityMin })
  const fillId = crypto.randomUUID()
  await firm.db.write((tx) =>
    tx.query({
      text: `INSERT INTO fill (id, organization_id, client_id, account_id, book_id, instrument_id, venue_order_id,
          venue_trade_id, side, price, quantity, quote_quantity, fee_asset, fee_amount, liquidity, venue_at,
          recorded_at, source, venue_message)
        VALUES ($1, $2, $3, $4, $5, $6, 'v1', 't1', 'buy', 100, 0.001, 0.1, 'USDT', 0, 'taker', now(), now(),
          'poll', '{}')`,
      values: [
        fillId,
        account.organizationId,
        account.clientId,
        account.accountId,
        account.bookId,
        btc,
      ],
    }),
  )
  await bookTransactions(firm, account, [
    {
      kind: 'fill',
      reference: `${btc}/t1/v1`,
      effectiveAt: november.fromAt,
      postings: postingsForFill({
        fill,
        instrument: anInstrument(),
        bookId: account.bookId,
        heldConsumed: zeroAmount,
      }),
    },
  ])
  const { lines } = await statementOf(account)
  expect(lines[0]).toMatchObject({
    instrumentId: btc,
    orderId: null,
    description: 'Bought 0.001 BTC at 100 USDT',
  })
})

test('a month that is over has no marks, and says so', async () => {
  const account = await newClient()
  await bookTransactions(firm, account, [
    {
      kind: 'adjustment',
      effectiveAt: atDay(-5),
      postings: postingsForAdjustment({ bookId: account.bookId, asset: BTC, amount: a('1') }),
    },
  ])
  const { assets, asOfAt } = await statementOf(account, '2026-10')
  expect(asOfAt).toBe(november.fromAt)
  expect(assets[0]?.value).toEqual({ kind: 'unvalued', reason: 'NO_MARK_KEPT:BTC' })
})

test('a month that has not begun is refused, and another’s client does not exist', async () => {
  const account = await newClient()
  await expect(statementOf(account, '2026-12')).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  const other = await newClient()
  const bound = {
    clock: ctx.clock,
    db: database.scoped({ organizationId: firm.organizationId, clientId: other.clientId }),
  }
  await expect(
    getStatement(bound, { clientId: account.clientId, month: '2026-11' }),
  ).rejects.toMatchObject({ code: 'NOT_FOUND' })
})
