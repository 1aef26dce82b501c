import { expect, test } from 'vitest'
import { formatDecimal, parseAmount } from '#core/money/money.ts'
import { p, q } from '#test/builders.ts'
import { BTC_USDT, openPaperDesk } from '#test/paper-desk.ts'
import { paperOrder, startTestRunner, untilOrder, untilTrading } from '#test/running-desk.ts'
import { cancelOrder } from '#usecases/orders/cancel-order.ts'
import { placeOrder } from '#usecases/orders/place-order.ts'

const { env, firm, openAccount, trader } = await openPaperDesk()

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
