import { expect, test, vi } from 'vitest'
import type { KillRunView } from '#api/codecs/kill.ts'
import { SECOND_MS } from '#core/time/time.ts'
import { p, q } from '#test/builders.ts'
import { startStopwatch } from '#test/own-time.ts'
import { BTC_USDT, openPaperDesk } from '#test/paper-desk.ts'
import { paperOrder, startTestRunner, untilOrder, untilTrading } from '#test/running-desk.ts'
import { engageKill } from '#usecases/kill/engage-kill.ts'
import { listKillRuns } from '#usecases/kill/list-kill-runs.ts'
import { placeOrders } from '#usecases/orders/place-orders.ts'

const { env, firm, openAccount, trader } = await openPaperDesk()
const RESTING = 20

test('the switch cancels, closes and proves it by what a real exchange says', async () => {
  await using _runner = await startTestRunner(env)
  const account = await openAccount()
  await untilTrading(firm, account, BTC_USDT)
  const [bought, ...resting] = await placeOrders(trader, [
    paperOrder(account, BTC_USDT, { quantity: q('0.5'), limitPrice: p('50010') }),
    ...Array.from({ length: RESTING }, () =>
      paperOrder(account, BTC_USDT, { quantity: q('0.01'), limitPrice: p('49000') }),
    ),
  ])
  await untilOrder(firm, bought?.id ?? '', ['FILLED'])
  for (const { id } of resting) await untilOrder(firm, id, ['WORKING'])
  const sinceEngaged = startStopwatch()
  const run = await engageKill(trader, {
    scope: { kind: 'account', id: account.accountId },
    ...{ pauseEntries: true, cancelAll: true, flatten: true, isDrill: false, reason: 'a fire' },
  })
  const done = await untilDone(run.id)
  expect(sinceEngaged.ownMs()).toBeLessThan(15 * SECOND_MS)
  expect(done.accounts).toMatchObject([
    {
      accountId: account.accountId,
      ordersOpen: { count: 0 },
      positionsOpen: { count: 0 },
      inDoubt: { count: 0 },
      failure: null,
    },
  ])
  for (const { id } of resting) await untilOrder(firm, id, ['CANCELED'])
  expect(await positionOf(account.accountId)).toBe('0')
})

function untilDone(runId: string): Promise<KillRunView> {
  return vi.waitFor(
    async () => {
      const { items } = await listKillRuns(trader)
      const run = items.find(({ id }) => id === runId)
      if (run?.isDone !== true) throw new Error(`not done: ${JSON.stringify(run?.accounts)}`)
      return run
    },
    { timeout: 60_000, interval: 20 },
  )
}

async function positionOf(accountId: string): Promise<string | undefined> {
  const rows = await firm.db.read((tx) =>
    tx.query<{ quantity: string }>({
      text: 'SELECT trim_scale(quantity)::text AS quantity FROM position WHERE account_id = $1',
      values: [accountId],
    }),
  )
  return rows[0]?.quantity
}
