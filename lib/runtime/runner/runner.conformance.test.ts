import { afterAll, expect, test } from 'vitest'
import { instrumentIdOf, parseInstrumentId } from '#core/market/instrument.ts'
import { formatDecimal, parseAmount } from '#core/money/money.ts'
import { openTestDatabase } from '#test/builders/open-test-database.ts'
import { p, q } from '#test/builders.ts'
import {
  openPaperFirm,
  paperOrder,
  runnerEnvFor,
  startTestRunner,
  untilOrder,
  untilTrading,
} from '#test/running-desk.ts'
import { startExchange } from '#test/start-exchange.ts'
import { cancelOrder } from '#usecases/orders/cancel-order.ts'
import { placeOrder } from '#usecases/orders/place-order.ts'

const clone = await openTestDatabase()
const exchange = await startExchange()
afterAll(() => exchange.stop())
const env = runnerEnvFor(clone, exchange)
const BTC_USDT = instrumentIdOf(parseInstrumentId('sim:BTC-USDT'))
const { firm, trader, openAccount } = await openPaperFirm(clone)

/** One level on each side: 0.5 BTC offered at 50,010 and asked for at 49,990. */
function quote() {
  return exchange.control.addLiquidity('BTCUSDT', [
    { side: 'SELL', price: '50010', quantity: '0.5' },
    { side: 'BUY', price: '49990', quantity: '0.5' },
  ])
}

async function holdings(accountId: string) {
  const rows = await firm.db.read((tx) =>
    tx.query<{ asset: string; total: string }>({
      text: `SELECT asset, sum(amount)::text AS total FROM ledger_balance
        WHERE account_id = $1 AND kind IN ('available', 'held') GROUP BY 1 ORDER BY 1`,
      values: [accountId],
    }),
  )
  return Object.fromEntries(
    rows.map(({ asset, total }) => [asset, formatDecimal(parseAmount(total))]),
  )
}

test('a paper account is connected, and its orders fill, rest and are canceled at a real exchange', async () => {
  await quote()
  await using _runner = await startTestRunner(env)
  const account = await openAccount()
  await untilTrading(firm, account, BTC_USDT)
  const filled = await placeOrder(
    trader,
    paperOrder(account, BTC_USDT, { quantity: q('0.01'), limitPrice: p('50010') }),
  )
  const resting = await placeOrder(
    trader,
    paperOrder(account, BTC_USDT, { quantity: q('0.01'), limitPrice: p('49000') }),
  )
  await untilOrder(firm, filled.id, ['FILLED'])
  await untilOrder(firm, resting.id, ['WORKING'])
  await cancelOrder(trader, { orderId: resting.id })
  await untilOrder(firm, resting.id, ['CANCELED'])
  expect(await holdings(account.accountId)).toEqual({
    BNB: '5',
    BTC: '1.00999',
    ETH: '10',
    USDT: '99499.9',
  })
})
