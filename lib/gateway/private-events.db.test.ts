import { expect, test } from 'vitest'
import { channelName } from '#api/stream.ts'
import {
  createClient,
  createClientWithAccount,
  createFirm,
  type TestFirm,
} from '#test/builders/firm.ts'
import { GatewayClient } from '#test/gateway-client.ts'
import { openGatewayTest } from '#test/gateway-house.ts'

const house = await openGatewayTest()
const firm = await createFirm(house.database)
const trader = await house.createPerson(firm, 'TRADER')
const { port } = await house.startGateway({ socketsPerUserMax: 1_000 })

const nameOf = (accountId: string) => channelName({ kind: 'account', accountId })
let clients = 0
const anAccount = (of: TestFirm) => createClientWithAccount(of, `Client ${++clients}`)
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

test('events arrive as they are written, numbered without a gap', async () => {
  const account = await anAccount(firm)
  const client = await GatewayClient.open(port, await trader.ticket())
  client.say({ op: 'subscribe', channel: nameOf(account.accountId) })
  await client.until(() => client.heard('subscribed').length === 1)
  expect(client.heard('subscribed')[0]).toMatchObject({ seq: 0 })
  await house.writeEvents(account, 1, { type: 'order', data: { state: 'WORKING' } })
  await house.writeEvents(account, 450)
  await client.until(() => client.seqs().length === 451)
  expect(client.seqs()).toEqual(upTo(451))
  expect(client.heard('event')[0]?.event).toEqual({
    type: 'order',
    seq: 1,
    at: expect.any(Number),
    version: 1,
    data: { state: 'WORKING' },
  })
  await client.close()
})

test('a client that comes back two hundred times while events are written misses none and sees none twice', async () => {
  const account = await anAccount(firm)
  const channel = nameOf(account.accountId)
  const RECONNECTS = 200
  const seen: number[] = []
  let isWriting = true
  const writing = (async () => {
    while (isWriting) await house.writeEvents(account, 3)
  })()
  for (let i = 0; i < RECONNECTS; i++) {
    const client = await GatewayClient.open(port, await trader.ticket())
    client.say({ op: 'subscribe', channel, fromSeq: seen.at(-1) ?? 0 })
    await client.until(() => client.seqs().length > 0)
    await client.close()
    seen.push(...client.seqs())
    expect(client.heard('gap')).toEqual([])
  }
  isWriting = false
  await writing
  expect(seen).toEqual(upTo(seen.length))
  expect(seen.length).toBeGreaterThanOrEqual(RECONNECTS)
}, 60_000)

test('another client’s account, another firm’s and one that never was are refused in the same words', async () => {
  const mine = await anAccount(firm)
  const other = await anAccount(firm)
  const foreign = await anAccount(await createFirm(house.database))
  const viewer = await house.createPerson(firm, 'VIEWER', mine.clientId)
  const client = await GatewayClient.open(port, await viewer.ticket())
  const nobody = '01932c07-209c-7000-8000-00000000dead'
  for (const accountId of [other.accountId, foreign.accountId, nobody, mine.accountId]) {
    client.say({ op: 'subscribe', channel: nameOf(accountId) })
  }
  await client.until(() => client.heard('subscribed').length === 1)
  expect(client.heard('subscribed')[0]?.channel).toBe(nameOf(mine.accountId))
  const refusals = client.heard('error').map(({ code, message }) => `${code} ${message}`)
  expect(refusals).toHaveLength(3)
  expect(new Set(refusals).size).toBe(1)
  await house.writeEvents(other, 3)
  await house.writeEvents(foreign, 3)
  await house.writeEvents(mine, 1)
  await client.until(() => client.seqs().length > 0)
  expect(client.heard('event').map(({ channel }) => channel)).toEqual([nameOf(mine.accountId)])
  await client.close()
})

test('who asked in vain for an account does not disturb those who may hear it', async () => {
  const account = await anAccount(firm)
  const viewer = await house.createPerson(
    firm,
    'VIEWER',
    await createClient(firm, 'Without account'),
  )
  const [stranger, member] = await Promise.all([
    GatewayClient.open(port, await viewer.ticket()),
    GatewayClient.open(port, await trader.ticket()),
  ])
  const channel = nameOf(account.accountId)
  stranger.say({ op: 'subscribe', channel })
  member.say({ op: 'subscribe', channel })
  stranger.say({ op: 'subscribe', channel })
  await member.until(() => member.heard('subscribed').length === 1)
  await stranger.until(() => stranger.heard('error').length === 2)
  await house.writeEvents(account, 2)
  await member.until(() => member.seqs().length === 2)
  expect(stranger.seqs()).toEqual([])
  await Promise.all([stranger.close(), member.close()])
})

test('a viewer hears that a break changed, and not what it says', async () => {
  const account = await anAccount(firm)
  const viewer = await house.createPerson(firm, 'VIEWER', account.clientId)
  const client = await GatewayClient.open(port, await viewer.ticket())
  client.say({ op: 'subscribe', channel: nameOf(account.accountId), fromSeq: 0 })
  await house.writeEvents(account, 1, { type: 'break', data: { cause: 'DEPOSIT' } })
  await house.writeEvents(account, 1, { type: 'order', data: { state: 'FILLED' } })
  await client.until(() => client.seqs().length === 2)
  expect(client.heard('event').map(({ event }) => event.data)).toEqual([{}, { state: 'FILLED' }])
  await client.close()
})

test('a client that missed too much, or knows numbers that never were, is told to read everything', async () => {
  const account = await anAccount(firm)
  const gateway = await house.startGateway({ eventsResumedMax: 5 })
  const channel = nameOf(account.accountId)
  await house.writeEvents(account, 6)
  for (const [fromSeq, expected] of [
    [0, 'gap'],
    [1, 'events'],
    [6, 'nothing'],
    [7, 'gap'],
  ] as const) {
    const client = await GatewayClient.open(gateway.port, await trader.ticket())
    client.say({ op: 'subscribe', channel, fromSeq })
    await client.until(() => client.heard('subscribed').length === 1)
    client.say({ op: 'ping' })
    const count = expected === 'events' ? 5 : 0
    await client.until(() => client.heard('pong').length === 1 && client.seqs().length === count)
    const gaps = client.heard('gap').map(({ seq }) => seq)
    expect(gaps).toEqual(expected === 'gap' ? [6] : [])
    await client.close()
  }
})

test('what was written while the gateway could not listen is told as soon as it can', async () => {
  const account = await anAccount(firm)
  const client = await GatewayClient.open(port, await trader.ticket())
  client.say({ op: 'subscribe', channel: nameOf(account.accountId) })
  await client.until(() => client.heard('subscribed').length === 1)
  const isLive = () => client.heard('status').at(-1)?.isLive
  await house.cutListeners()
  await client.until(() => isLive() === false)
  await house.writeEvents(account, 3)
  await client.until(() => client.seqs().length === 3 && isLive() === true)
  expect(client.seqs()).toEqual([1, 2, 3])
  await client.close()
})
