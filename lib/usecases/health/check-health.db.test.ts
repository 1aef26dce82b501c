import { afterAll, expect, test } from 'vitest'
import { testDatabase } from '#test/database.ts'
import { strangersContext, testWebHouse } from '#test/web-house.ts'
import { exchange, gateway, house as houseHealth, live, ready, runner } from './check-health.ts'

const clone = await testDatabase()
const house = testWebHouse(clone)
afterAll(async () => {
  await house.database.close()
  await clone[Symbol.asyncDispose]()
})
const ctx = strangersContext(house)
const healthy = { status: 'ok', time: house.clock.now() }
const sick = (...reasons: string[]) =>
  expect.objectContaining({ code: 'UNAVAILABLE', details: { reasons } })

/** A process that said so long ago that it lives. */
async function beat(process: string, ageSeconds: number): Promise<void> {
  await house.database.unscoped((tx) =>
    tx.query({
      text: `INSERT INTO process_heartbeat (process, instance, started_at, beat_at, detail)
             VALUES ($1, 'one', now(), tb_now() - make_interval(secs => $2), '{}')
             ON CONFLICT (process, instance) DO UPDATE SET beat_at = EXCLUDED.beat_at`,
      values: [process, ageSeconds],
    }),
  )
}

test('a process without a database lives and is not ready', async () => {
  const away = testWebHouse(clone)
  await away.database.close()
  const alone = strangersContext(away)
  expect(await live(alone)).toMatchObject({ status: 'ok' })
  await expect(ready(alone)).rejects.toEqual(sick('DATABASE_UNREACHABLE'))
  await expect(runner(alone)).rejects.toEqual(sick('NO_HEARTBEAT'))
})

test('a process that is being stopped asks for no more requests', async () => {
  expect(await ready(ctx)).toEqual(healthy)
  await expect(ready({ ...ctx, lifecycle: { phase: 'draining' } })).rejects.toEqual(
    sick('DRAINING'),
  )
})

test.each([
  ['runner', runner],
  ['gateway', gateway],
] as const)('a %s is well, late or missing by its heartbeat', async (process, check) => {
  await expect(check(ctx)).rejects.toEqual(sick('NO_HEARTBEAT'))
  await beat(process, 9)
  expect((await check(ctx)).status).toBe('ok')
  await beat(process, 20)
  expect((await check(ctx)).status).toBe('degraded')
  await beat(process, 31)
  await expect(check(ctx)).rejects.toEqual(sick('NO_HEARTBEAT'))
})

test('the house is degraded while no runner beats', async () => {
  await beat('runner', 60)
  expect((await houseHealth(ctx)).status).toBe('degraded')
  await beat('runner', 1)
  expect((await houseHealth(ctx)).status).toBe('ok')
})

test('an exchange that does not answer is not well', async () => {
  expect(await exchange({ ...ctx, exchangeAnswers: async () => true })).toEqual(healthy)
  for (const exchangeAnswers of [async () => false, () => Promise.reject(new Error('refused'))]) {
    await expect(exchange({ ...ctx, exchangeAnswers })).rejects.toEqual(
      sick('EXCHANGE_UNREACHABLE'),
    )
  }
})
