import { expect, test, vi } from 'vitest'
import type { Order } from '#core/orders/order.ts'
import { SECOND_MS } from '#core/time/time.ts'
import type { TestAccount } from '#test/builders/firm.ts'
import { p, q } from '#test/builders.ts'
import { startStopwatch } from '#test/own-time.ts'
import { BTC_USDT, openPaperDesk } from '#test/paper-desk.ts'
import { startRunnerProcess } from '#test/runner-process.ts'
import { paperOrder, placeWhenTaken, untilOrder, untilTrading } from '#test/running-desk.ts'

const { env, firm, openAccount, trader } = await openPaperDesk()

/** RELIABILITY's promises, from the end of one runner to the other's claim. */
const HAND_OVER_MS_MAX = SECOND_MS
const TAKE_OVER_MS_MAX = 12 * SECOND_MS

test('on SIGTERM the other runner has the account within a second, and the token grows', async () => {
  await using runners = await twoRunners()
  const { account, before, first } = runners
  const sinceEnd = startStopwatch()
  const stopped = first.stop()
  await vi.waitFor(
    async () => {
      const after = await readLease(account.accountId)
      expect(after.token).toBe(before.token + 1)
      expect(after.holder).not.toBe(before.holder)
    },
    { timeout: 60_000, interval: 5 },
  )
  expect(sinceEnd.ownMs()).toBeLessThan(HAND_OVER_MS_MAX)
  const order = await place(account)
  await untilOrder(firm, order.id, ['FILLED'])
  expect(await tokensOf([order])).toEqual([before.token + 1])
  expect(await stopped).toBe(0)
})

test('after kill -9 the other runner trades within 12 seconds', async () => {
  await using runners = await twoRunners()
  const { account, first } = runners
  await first.kill()
  const sinceKill = startStopwatch()
  const order = await place(account)
  await untilOrder(firm, order.id, ['FILLED'])
  expect(sinceKill.ownMs()).toBeLessThan(TAKE_OVER_MS_MAX)
})

test('a runner that stood still past its lease claims nothing when it wakes', async () => {
  await using runners = await twoRunners()
  const { account, before, first } = runners
  first.child.kill('SIGSTOP')
  const during = await place(account)
  await untilOrder(firm, during.id, ['FILLED'])
  first.child.kill('SIGCONT')
  const after = await Promise.all(Array.from({ length: 10 }, () => place(account)))
  for (const { id } of after) await untilOrder(firm, id, ['FILLED'])
  expect(await tokensOf([during, ...after])).toEqual([before.token + 1])
  expect((await readLease(account.accountId)).holder).not.toBe(before.holder)
})

/** One account that the first of two runners trades, and its lease before there was a second. */
async function twoRunners() {
  await using started = new AsyncDisposableStack()
  const first = started.use(await startRunnerProcess(env))
  const account = await openAccount()
  await untilTrading(firm, account, BTC_USDT)
  const order = await place(account)
  await untilOrder(firm, order.id, ['FILLED'])
  const before = await readLease(account.accountId)
  started.use(await startRunnerProcess(env))
  const both = started.move()
  return { account, before, first, [Symbol.asyncDispose]: () => both.disposeAsync() }
}

function place(account: TestAccount): Promise<Order> {
  return placeWhenTaken(
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
