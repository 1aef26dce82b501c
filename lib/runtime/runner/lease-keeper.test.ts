import { expect, test } from 'vitest'
import { venueIdOf } from '#core/market/instrument.ts'
import type { CounterName } from '#ports/meter.ts'
import type { Lease, LeaseWish } from '#ports/order-path-store.ts'
import type { RunnableAccount } from '#store/runnable-accounts.ts'
import { at } from '#test/builders.ts'
import { silentLog } from '#test/silent-log.ts'
import { toldClock } from '#test/told-clock.ts'
import { LEASE_TTL_MS, LeaseKeeper, UNRENEWED_MS_MAX } from './lease-keeper.ts'

const ROW: RunnableAccount = {
  organizationId: 'firm',
  clientId: 'client',
  accountId: 'account',
  venueId: venueIdOf('sim'),
  mode: 'paper',
  status: 'CONNECTED',
  createdAt: at(0),
}

async function keeperOf(renewLeases: () => Promise<readonly Lease[]>) {
  const clock = toldClock()
  const counted: CounterName[] = []
  const orderPath = {
    acquireLease: async ({ ttlMs, ...lease }: LeaseWish) => ({ ...lease, token: '1' }),
    renewLeases,
    releaseLease: async () => undefined,
  }
  const meter = { count: (name: CounterName) => void counted.push(name) }
  const house = { clock, log: silentLog, meter, withOrganization: () => ({ orderPath }) }
  // Only leases are asked for here.
  const keeper = new LeaseKeeper(house as never, 'runner-1')
  const lease = await keeper.acquire(ROW)
  return { clock, keeper, lease, counted }
}

test('a runner stops by itself before another may start, though its renewal never comes back', async () => {
  const { clock, keeper, lease } = await keeperOf(() => new Promise(() => undefined))
  void keeper.renew()
  clock.advance(UNRENEWED_MS_MAX)
  expect(keeper.takeOverdue()).toEqual([])
  clock.advance(1)
  expect(keeper.takeOverdue()).toEqual([lease])
  expect(keeper.takeOverdue()).toEqual([])
  expect(UNRENEWED_MS_MAX).toBeLessThan(LEASE_TTL_MS)
})

test('a database that is away takes no lease before its time', async () => {
  const { clock, keeper, lease } = await keeperOf(() => Promise.reject(new Error('away')))
  clock.advance(2_000)
  expect(await keeper.renew()).toEqual([])
  expect(keeper.takeOverdue()).toEqual([])
  clock.advance(UNRENEWED_MS_MAX)
  expect(keeper.takeOverdue()).toEqual([lease])
})

test('a lease that the database no longer renews is lost, and counted: we went on after another had begun', async () => {
  const { keeper, lease, counted } = await keeperOf(async () => [])
  expect(await keeper.renew()).toEqual([lease])
  expect(keeper.size).toBe(0)
  expect(counted).toEqual(['stale_token_rejected_total'])
})
