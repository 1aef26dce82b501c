import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { venueIdOf } from '#core/market/instrument.ts'
import { add, formatDecimal, isZero, parseAmount } from '#core/money/money.ts'
import { systemClock } from '#runtime/system-clock.ts'
import { openTestDatabase } from '#test/builders/open-test-database.ts'
import { startRunnerProcess } from '#test/runner-process.ts'
import { openPaperFirm, runnerEnvFor, untilTrading } from '#test/running-desk.ts'
import { type ExchangeProcess, startExchange } from '#test/start-exchange.ts'
import { cancelAllOrders } from '#usecases/accounts/cancel-all-orders.ts'
import { listBooks } from '#usecases/books/list-books.ts'
import { listInstruments } from '#usecases/market/list-instruments.ts'
import { listQuotes } from '#usecases/market/list-quotes.ts'
import { cancelOrder } from '#usecases/orders/cancel-order.ts'
import { placeOrders } from '#usecases/orders/place-orders.ts'
import { type QuotedInstrument, randomOrder, seededFractions } from './random-orders.ts'

const ORDERS = 2_000
const ORDERS_PER_BATCH = 20
const SEED = 20_261_121
/** The runner may fall this far behind before more is asked of it. */
const BACKLOG_MAX = 60
const STORY_MS_MAX = 240_000
/** Venue trade order ids start with the account that a fresh exchange opens first. */
const FIRST_ACCOUNT = 1
const SIM = venueIdOf('sim')

const folder = mkdtempSync(join(tmpdir(), 'truebook-soak-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const clone = await openTestDatabase()
const { firm, trader, openAccount } = await openPaperFirm(clone)
const market = { seed: SEED, agents: true, dataFolder: folder }
const generous = {
  requestWeightPerMinute: 1_000_000,
  ordersPer10s: 100_000,
  ordersPerDay: 1_000_000,
}
const fraction = seededFractions(SEED)

async function openExchange(before?: ExchangeProcess): Promise<ExchangeProcess> {
  const exchange = await startExchange(
    before === undefined ? market : { ...market, ports: before.ports },
  )
  await exchange.control.setLimits(generous)
  return exchange
}

let exchange = await openExchange()
const env = runnerEnvFor(clone, exchange)
let runner = await startRunnerProcess(env)
afterAll(async () => {
  await runner.stop()
  await exchange.stop()
})
const account = await openAccount()

const rows = <Row extends Record<string, unknown>>(text: string) =>
  firm.db.read((tx) => tx.query<Row>({ text, values: [account.accountId] }))

async function countOf(where: string): Promise<number> {
  const [row] = await rows<{ count: number }>(
    `SELECT count(*)::int AS count FROM "order" WHERE account_id = $1 AND ${where}`,
  )
  return row?.count ?? 0
}

async function readMarkets(): Promise<QuotedInstrument[]> {
  const query = { venueId: SIM, after: null, limit: 200 }
  const { items: instruments } = await listInstruments(trader, query)
  const { items: quotes } = await listQuotes(trader, query)
  return instruments.flatMap((instrument) => {
    const quote = quotes.find(({ instrumentId }) => instrumentId === instrument.id)
    if (!quote || quote.bid === null || quote.ask === null) return []
    return [{ instrument, bid: quote.bid, ask: quote.ask }]
  })
}

async function cancelSome(): Promise<void> {
  const open = await rows<{ id: string }>(
    `SELECT id FROM "order" WHERE account_id = $1 AND state IN ('NEW', 'WORKING', 'PARTIALLY_FILLED') ORDER BY id`,
  )
  for (const { id } of open) {
    if (fraction() < 0.2) await cancelOrder(trader, { orderId: id })
  }
}

/** Somebody else trades on the same venue account. */
async function tradeAsStranger(): Promise<void> {
  const side = fraction() < 0.5 ? 'BUY' : 'SELL'
  await exchange.control.placeOrder(FIRST_ACCOUNT, {
    symbol: 'ETHUSDT',
    side,
    type: 'MARKET',
    quantity: '0.05',
  })
}

/** What befalls the house before the batch with this number. */
const EVENTS: Readonly<Record<number, () => Promise<void>>> = {
  20: async () => {
    await exchange.control.changeFees(FIRST_ACCOUNT, { payInBnb: true })
  },
  35: async () => {
    await runner.kill()
    runner = await startRunnerProcess(env)
  },
  60: async () => {
    await exchange.control.changeFees(FIRST_ACCOUNT, { payInBnb: false })
  },
  70: async () => {
    await exchange.kill()
    exchange = await openExchange(exchange)
  },
}

async function untilKeptUp(): Promise<void> {
  await vi.waitFor(
    async () => {
      const backlog = await countOf(`state IN ('NEW', 'SENDING')`)
      if (backlog > BACKLOG_MAX) throw new Error(`${backlog} orders wait to be sent`)
    },
    { timeout: 60_000, interval: 20 },
  )
}

async function placeBatch(): Promise<number> {
  const markets = await readMarkets()
  const wishes = Array.from({ length: ORDERS_PER_BATCH }, () =>
    randomOrder(fraction, { account, markets }),
  )
  const orders = await placeOrders(trader, wishes)
  return orders.filter(({ state }) => state === 'NEW').length
}

async function untilProven(since: number): Promise<void> {
  await vi.waitFor(
    async () => {
      const { items } = await listBooks(trader, { accountId: account.accountId, ...PAGE })
      const [books] = items
      const isProven =
        books?.state === 'PROVEN' && books.lastProvenAt !== null && books.lastProvenAt > since
      if (!isProven)
        throw new Error(`the books are ${books?.state}: ${JSON.stringify(books?.breaks)}`)
    },
    { timeout: 120_000, interval: 250 },
  )
}

const PAGE = { after: null, limit: 200 }

test('after 2,000 orders, a killed runner, a killed exchange and a stranger, the books are the venue’s to the last digit', {
  timeout: STORY_MS_MAX,
}, async () => {
  const [first] = await vi.waitFor(
    async () => {
      const markets = await readMarkets()
      if (markets.length < 8)
        throw new Error(`expected eight quoted markets, found ${markets.length}`)
      return markets
    },
    { timeout: 30_000, interval: 50 },
  )
  if (first === undefined) throw new Error('expected a market')
  await untilTrading(firm, account, first.instrument.id)

  let sent = 0
  for (let batch = 0; batch < ORDERS / ORDERS_PER_BATCH; batch++) {
    await EVENTS[batch]?.()
    sent += await placeBatch()
    if (batch % 10 === 5) await tradeAsStranger()
    if (batch % 5 === 4) await cancelSome()
    await untilKeptUp()
  }
  await cancelAllOrders(trader, { accountId: account.accountId })
  await vi.waitFor(
    async () => {
      const open = await countOf(
        `state IN ('NEW', 'SENDING', 'WORKING', 'PARTIALLY_FILLED', 'QUARANTINED')`,
      )
      if (open > 0) throw new Error(`${open} orders are still open`)
    },
    { timeout: 60_000, interval: 100 },
  )
  await untilProven(systemClock.now())

  expect(sent).toBeGreaterThan(ORDERS * 0.8)
  const state = await exchange.control.state(FIRST_ACCOUNT)
  expect(await holdings()).toEqual(balancesOf(state.balances))
  expect(await rows(LEDGER_OFF_BALANCE)).toEqual([])
  expect(await rows(POSITIONS_OFF_FILLS)).toEqual([])
  expect(await rows(HELD)).toEqual([])
  const [fills] = await rows<{ count: number }>(
    'SELECT count(*)::int AS count FROM fill WHERE account_id = $1',
  )
  expect(fills?.count).toBe(state.trades.length)
  expect(fills?.count).toBeGreaterThan(ORDERS / 4)
  const [partial] = await rows<{ count: number }>(
    `SELECT count(*)::int AS count FROM (SELECT order_id FROM fill WHERE account_id = $1
       GROUP BY order_id HAVING count(*) > 1) AS several`,
  )
  expect(partial?.count).toBeGreaterThan(0)
  const [thirdCoin] = await rows<{ count: number }>(
    `SELECT count(*)::int AS count FROM fill JOIN instrument i ON i.id = instrument_id
      WHERE account_id = $1 AND fee_asset NOT IN (i.base, i.quote)`,
  )
  expect(thirdCoin?.count).toBeGreaterThan(0)
  const [foreign] = await rows<{ count: number }>(
    `SELECT count(*)::int AS count FROM fill WHERE account_id = $1 AND book_id = '${account.externalBookId}'`,
  )
  expect(foreign?.count).toBeGreaterThanOrEqual(10)
})

const LEDGER_OFF_BALANCE = `SELECT transaction_id, asset, sum(amount)::text FROM posting
  WHERE account_id = $1 GROUP BY 1, 2 HAVING sum(amount) <> 0`
const HELD = `SELECT book_id, asset, amount::text FROM ledger_balance
  WHERE account_id = $1 AND kind = 'held' AND amount <> 0`
const POSITIONS_OFF_FILLS = `SELECT p.book_id, p.instrument_id, p.quantity::text, f.quantity::text AS filled
  FROM position p JOIN (
    SELECT book_id, instrument_id, sum(CASE side WHEN 'buy' THEN quantity ELSE -quantity END
        - CASE WHEN fee_asset = i.base THEN fee_amount ELSE 0 END) AS quantity
      FROM fill JOIN instrument i ON i.id = instrument_id WHERE account_id = $1 GROUP BY 1, 2
  ) f USING (book_id, instrument_id) WHERE p.account_id = $1 AND p.quantity <> f.quantity`

/** What the ledger says we have, without what is zero. */
async function holdings(): Promise<Record<string, string>> {
  const totals = await rows<{ asset: string; total: string }>(
    `SELECT asset, sum(amount)::text AS total FROM ledger_balance
      WHERE account_id = $1 AND kind IN ('available', 'held') GROUP BY 1 HAVING sum(amount) <> 0 ORDER BY 1`,
  )
  return Object.fromEntries(
    totals.map(({ asset, total }) => [asset, formatDecimal(parseAmount(total))]),
  )
}

/** What the exchange itself says it owes, without what is zero. */
function balancesOf(
  balances: Readonly<Record<string, { free: string; locked: string }>>,
): Record<string, string> {
  const totals = Object.entries(balances)
    .map(([asset, { free, locked }]) => ({
      asset,
      total: add(parseAmount(free), parseAmount(locked)),
    }))
    .filter(({ total }) => !isZero(total))
  return Object.fromEntries(totals.map(({ asset, total }) => [asset, formatDecimal(total)]))
}
