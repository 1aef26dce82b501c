import { afterAll, expect, test } from 'vitest'
import type { OrderPathStore } from '#ports/order-path-store.ts'
import { openRunnerHouse } from '#runtime/runner-context.ts'
import { openTestDatabase } from '#test/builders/open-test-database.ts'
import { openPaperFirm, runnerEnvFor } from '#test/running-desk.ts'
import { AccountRoster } from './account-roster.ts'
import { LeaseKeeper } from './lease-keeper.ts'

const NOBODY_LISTENS = 'http://127.0.0.1:9'

const clone = await openTestDatabase()
const { firm, openAccount } = await openPaperFirm(clone)
const house = openRunnerHouse(
  runnerEnvFor(clone, { restUrl: NOBODY_LISTENS, controlUrl: NOBODY_LISTENS }),
)
afterAll(() => house.close())

test('a runner that is stopped while it takes a lease gives that back too', async () => {
  const { accountId, clientId } = await openAccount()
  const { db, orderPath } = house.withOrganization(firm.organizationId)
  let stopped = Promise.resolve()
  const acquireLease: OrderPathStore['acquireLease'] = async (wish) => {
    const lease = await orderPath.acquireLease(wish)
    stopped = roster.stop()
    return lease
  }
  const stoppedThere = {
    ...house,
    withOrganization: () => ({ db, orderPath: { ...orderPath, acquireLease } }),
  }
  const roster = new AccountRoster(
    stoppedThere,
    new LeaseKeeper(stoppedThere, 'the one that stops'),
    () => undefined,
  )
  await roster.discover()
  await stopped
  const next = await orderPath.acquireLease({
    organizationId: firm.organizationId,
    clientId,
    accountId,
    holder: 'the next one',
    ttlMs: 10_000,
  })
  expect(next?.accountId).toBe(accountId)
})
