import { afterAll, expect, test, vi } from 'vitest'
import { instrumentIdOf, parseInstrumentId } from '#core/market/instrument.ts'
import type { Order } from '#core/orders/order.ts'
import { SECOND_MS } from '#core/time/time.ts'
import type { TestAccount } from '#test/builders/firm.ts'
import { openTestDatabase } from '#test/builders/open-test-database.ts'
import { p, q } from '#test/builders.ts'
import { startRunnerProcess } from '#test/runner-process.ts'
import {
  openPaperFirm,
  paperOrder,
  runnerEnvFor,
  untilOrder,
  untilTrading,
} from '#test/running-desk.ts'
import { startExchange } from '#test/start-exchange.ts'
import { placeOrder } from '#usecases/orders/place-order.ts'

const clone = await openTestDatabase()
const exchange = await startExchange()
afterAll(() => exchange.stop())
const env = runnerEnvFor(clone, exchange)
const BTC_USDT = instrumentIdOf(parseInstrumentId('sim:BTC-USDT'))
const { firm, trader, openAccount } = await openPaperFirm(clone)
await exchange.control.addLiquidity('BTCUSDT', [
  { side: 'SELL', price: '50010', quantity: '100' },
  { side: 'BUY', price: '49990', quantity: '100' },
])

/** RELIABILITY's promises, from the end of one runner to the other's claim. */
const HAND_OVER_MS_MAX = SECOND_MS
const TAKE_OVER_MS_MAX = 12 * SECOND_MS

test('on SIGTERM the other runner has the account within a second, and the token grows', {
  timeout: 60_000,
}, async () => {
  const { account, first, second } = await twoRunners()
  const before = await readLease(account.accountId)
  const endedAt = performance.now()
  const stopped = first.stop()
  await vi.waitFor(
    async () => {
      const after = await readLease(account.accountId)
      expect(after.token).toBe(before.token + 1)
      expect(after.holder).not.toBe(before.holder)
    },
    { timeout: 10_000, interval: 5 },
  )
  expect(performance.now() - endedAt).toBeLessThan(HAND_OVER_MS_MAX)
  const order = await place(account)
  await untilOrder(firm, order.id, ['FILLED'])
  expect(await tokensOf([order])).toEqual([before.token + 1])
  expect(await stopped).toBe(0)
  await second.stop()
})

test('after kill -9 the other runner trades within 12 seconds', { timeout: 60_000 }, async () => {
  const { account, first, second } = await twoRunners()
  await first.kill()
  const killedAt = performance.now()
  const order = await place(account)
  await untilOrder(firm, order.id, ['FILLED'], TAKE_OVER_MS_MAX)
  expect(performance.now() - killedAt).toBeLessThan(TAKE_OVER_MS_MAX)
  await second.stop()
})

test('a runner that stood still past its lease claims nothing when it wakes', {
  timeout: 60_000,
}, async () => {
  const { account, first, second } = await twoRunners()
  const before = await readLease(account.accountId)
  first.child.kill('SIGSTOP')
  const during = await place(account)
  await untilOrder(firm, during.id, ['FILLED'], TAKE_OVER_MS_MAX)
  first.child.kill('SIGCONT')
  const after = await Promise.all(Array.from({ length: 10 }, () => place(account)))
  for (const { id } of after) await untilOrder(firm, id, ['FILLED'])
  expect(await tokensOf([during, ...after])).toEqual([before.token + 1])
  expect((await readLease(account.accountId)).holder).not.toBe(before.holder)
  await Promise.all([first.stop(), second.stop()])
})

/** One account that the first of two runners trades. */
async function twoRunners() {
  const first = await startRunnerProcess(env)
  const account = await openAccount()
  await untilTrading(firm, account, BTC_USDT)
  const order = await place(account)
  await untilOrder(firm, order.id, ['FILLED'])
  return { account, first, second: await startRunnerProcess(env) }
}

function place(account: TestAccount): Promise<Order> {
  return placeOrder(
    trader,
    paperOrder(account, BTC_USDT, { quantity: q('0.001'), limitPrice: p('50010') }),
  )
}

async function readLease(accountId: string) {
  const [row] = await firm.db.read((tx) =>
    tx.query<{ holder: string; token: number }>({
      text: 'SELECT holder, token::int FROM account_lease WHERE account_id = $1',
      values: [accountId],
    }),
  )
  if (row === undefined) throw new Error('a runner holds the account')
  return row
}

/** Every token under which one of these was claimed. */
async function tokensOf(orders: readonly Order[]): Promise<readonly number[]> {
  const rows = await firm.db.read((tx) =>
    tx.query<{ token: number }>({
      text: `SELECT DISTINCT claim_token::int AS token FROM "order" WHERE id = ANY ($1::uuid[])`,
      values: [orders.map(({ id }) => id)],
    }),
  )
  return rows.map(({ token }) => token)
}
