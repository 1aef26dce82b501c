import { expect, test } from 'vitest'
import { channelName, type Pulse } from '#api/stream.ts'
import { systemClock } from '#runtime/system-clock.ts'
import { systemDice } from '#runtime/system-dice.ts'
import { acquireLease } from '#store/leases.ts'
import { createClientWithAccount, createFirm, type TestAccount } from '#test/builders/firm.ts'
import { GatewayClient } from '#test/gateway-client.ts'
import { openGatewayTest } from '#test/gateway-house.ts'
import { startStopwatch } from '#test/own-time.ts'
import { reportHeartbeat } from '#usecases/system/report-heartbeat.ts'

const LEASE_MS = 60_000
const BEAT_EVERY_MS = 200
/** What the brief of every number is: whoever looks is told within two seconds. */
const TOLD_MS_MAX = 2_000

const house = await openGatewayTest()
const { database } = house
const firm = await createFirm(database)
const trader = await house.createPerson(firm, 'TRADER')
const { port } = await house.startGateway()
let clients = 0

/** An account whose runner beats until told otherwise. */
async function runAccount() {
  const account = await createClientWithAccount(firm, `Client ${++clients}`)
  const instance = systemDice.uuid()
  await firm.db.write((tx) => acquireLease(tx, { ...account, holder: instance, ttlMs: LEASE_MS }))
  const identity = { process: 'runner', instance }
  const beat = (lostMs: number | null = null) =>
    reportHeartbeat(house, {
      ...identity,
      startedAt: systemClock.now(),
      detail: lostMs === null ? { lostMs: {} } : { lostMs: { [account.accountId]: lostMs } },
    })
  await beat()
  return { account, beat }
}

async function watch(account: TestAccount) {
  const client = await GatewayClient.open(port, await trader.ticket())
  client.say({
    op: 'subscribe',
    channel: channelName({ kind: 'account', accountId: account.accountId }),
  })
  const pulse = (): Pulse | undefined => client.heard('pulse').at(-1)
  const until = (isSo: (pulse: Pulse) => boolean) =>
    client.until(() => {
      const told = pulse()
      return told !== undefined && isSo(told)
    })
  return { client, until }
}

test('a runner that stops beating is missed within two seconds, and heard again when it beats', async () => {
  const { account, beat } = await runAccount()
  const beating = setInterval(() => void beat(), BEAT_EVERY_MS)
  const { client, until } = await watch(account)
  await until(({ runnerSilentMs }) => runnerSilentMs === null)
  clearInterval(beating)
  const sinceKill = startStopwatch()
  await until(({ runnerSilentMs }) => runnerSilentMs !== null)
  expect(sinceKill.ownMs()).toBeLessThan(TOLD_MS_MAX)
  await beat()
  await until(({ runnerSilentMs }) => runnerSilentMs === null)
  await client.close()
})

test('a venue’s silence is told to who looks at its accounts, and so is a lost account stream', async () => {
  const { account, beat } = await runAccount()
  const beating = setInterval(() => void beat(), BEAT_EVERY_MS)
  const { client, until } = await watch(account)
  await until(({ venueSilentMs }) => venueSilentMs === null)
  house.feed.venueListener?.(true)
  await until(({ venueSilentMs }) => venueSilentMs !== null)
  house.feed.venueListener?.(false)
  await until(({ venueSilentMs }) => venueSilentMs === null)
  clearInterval(beating)
  const lost = setInterval(() => void beat(5_000), BEAT_EVERY_MS)
  await until(({ venueSilentMs }) => venueSilentMs === 5_000)
  clearInterval(lost)
  await client.close()
})

test('an account that nobody ever ran is silent from its beginning', async () => {
  const account = await createClientWithAccount(firm, `Client ${++clients}`)
  const { client, until } = await watch(account)
  await until(({ runnerSilentMs }) => runnerSilentMs === 0)
  await client.close()
})
