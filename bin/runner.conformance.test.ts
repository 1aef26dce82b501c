import { expect, test } from 'vitest'
import { assetIdOf } from '#core/market/instrument.ts'
import { formatDecimal, parseAmount } from '#core/money/money.ts'
import { p, q } from '#test/builders.ts'
import { startStopwatch } from '#test/own-time.ts'
import { BTC_USDT, openPaperDesk } from '#test/paper-desk.ts'
import { startRunnerProcess } from '#test/runner-process.ts'
import { paperOrder, placeWhenTaken, untilOrder, untilTrading } from '#test/running-desk.ts'
import { placeOrders } from '#usecases/orders/place-orders.ts'

const { env, firm, openAccount, trader } = await openPaperDesk()

/** A lease that nobody gave back would hold the next runner up for ten seconds. */
const TRADES_AGAIN_MS_MAX = 4_000

async function heldOf(accountId: string, asset: string) {
  const rows = await firm.db.read((tx) =>
    tx.query<{ total: string }>({
      text: `SELECT sum(amount)::text AS total FROM ledger_balance
        WHERE account_id = $1 AND asset = $2 AND kind IN ('available', 'held')`,
      values: [accountId, assetIdOf(asset)],
    }),
  )
  return formatDecimal(parseAmount(rows[0]?.total ?? '0'))
}

function buy(account: Awaited<ReturnType<typeof openAccount>>) {
  return paperOrder(account, BTC_USDT, { quantity: q('0.001'), limitPrice: p('50010') })
}

test('kill -9 of the runner amid a batch loses nothing and sends nothing twice', async () => {
  await using first = await startRunnerProcess(env)
  const account = await openAccount()
  await untilTrading(firm, account, BTC_USDT)
  const orders = await placeOrders(
    trader,
    Array.from({ length: 60 }, () => buy(account)),
  )
  const [early] = orders
  if (early === undefined) throw new Error('orders were placed')
  await untilOrder(firm, early.id, ['WORKING', 'PARTIALLY_FILLED', 'FILLED'])
  await first.kill()
  await using second = await startRunnerProcess(env)
  for (const { id } of orders) await untilOrder(firm, id, ['FILLED', 'NOT_PLACED'])
  const states = await firm.db.read((tx) =>
    tx.query<{ filled: number; orders: number }>({
      text: `SELECT count(*)::int AS orders, (count(*) FILTER (WHERE state = 'FILLED'))::int AS filled
        FROM "order" WHERE account_id = $1`,
      values: [account.accountId],
    }),
  )
  const filled = states[0]?.filled ?? 0
  expect(states[0]?.orders).toBe(60)
  // The fee is a thousandth of what is received: a fill brings 0.000999 BTC for 50.01 USDT.
  expect(await heldOf(account.accountId, 'BTC')).toBe(
    formatDecimal(parseAmount((1 + filled * 0.000999).toFixed(6))),
  )
  expect(await heldOf(account.accountId, 'USDT')).toBe(
    formatDecimal(parseAmount((100_000 - filled * 50.01).toFixed(2))),
  )
  expect(await second.stop()).toBe(0)
})

test('SIGTERM gives the leases back: the next runner trades at once', async () => {
  await using first = await startRunnerProcess(env)
  const account = await openAccount()
  await untilTrading(firm, account, BTC_USDT)
  expect(await first.stop()).toBe(0)
  await using second = await startRunnerProcess(env)
  const sincePlaced = startStopwatch()
  const order = await placeWhenTaken(trader, buy(account))
  await untilOrder(firm, order.id, ['FILLED'])
  expect(sincePlaced.ownMs()).toBeLessThan(TRADES_AGAIN_MS_MAX)
  expect(await second.stop()).toBe(0)
})

test('a runner whose parent is gone ends', async () => {
  await using runner = await startRunnerProcess(env)
  expect(await runner.orphan()).toBe(0)
})
