import { expect, test } from 'vitest'
import { channelName } from '#api/stream.ts'
import { createClientWithAccount, createFirm } from '#test/builders/firm.ts'
import { createInstrument } from '#test/builders/market.ts'
import { GatewayClient } from '#test/gateway-client.ts'
import { openGatewayTest, type TestPerson } from '#test/gateway-house.ts'
import { startStopwatch } from '#test/own-time.ts'
import { GATEWAY_LIMITS } from './gateway-limits.ts'

const house = await openGatewayTest()
const firm = await createFirm(house.database)
const account = await createClientWithAccount(firm)
const { port } = await house.startGateway()

/** Opens a socket and says this first. */
async function firstWord(text: string, onPort = port): Promise<GatewayClient> {
  const client = new GatewayClient(onPort)
  await client.until(() => client.socket.readyState === client.socket.OPEN)
  client.socket.send(text)
  return client
}

async function openFor(person: TestPerson, onPort = port): Promise<GatewayClient> {
  return GatewayClient.open(onPort, await person.ticket())
}

test('a ticket opens one socket', async () => {
  const trader = await house.createPerson(firm, 'TRADER')
  const ticket = await trader.ticket()
  const auth = JSON.stringify({ op: 'auth', ticket })
  const [first, second] = await Promise.all([firstWord(auth), firstWord(auth)])
  await first.until(() => first.frames.length > 0 || first.closeCode !== null)
  await second.until(() => second.frames.length > 0 || second.closeCode !== null)
  expect([first.closeCode, second.closeCode].sort()).toEqual([4401, null])
  await Promise.all([first.close(), second.close()])
})

test('a ticket that is too old, of a session that has ended, or none, opens none', async () => {
  const trader = await house.createPerson(firm, 'TRADER')
  const old = await trader.ticket({ expiresAt: Date.now() - 1 })
  const ended = await trader.ticket()
  await trader.signOut()
  const words = [
    JSON.stringify({ op: 'auth', ticket: old }),
    JSON.stringify({ op: 'auth', ticket: ended }),
    JSON.stringify({ op: 'auth', ticket: '' }),
    JSON.stringify({ op: 'subscribe', channel: 'book:sim:BTC-USDT' }),
    'not even JSON',
  ]
  for (const word of words) {
    const client = await firstWord(word)
    expect(await client.closed()).toBe(4401)
    expect(client.frames).toEqual([])
  }
})

test('a socket that brings no ticket in time is closed', async () => {
  const gateway = await house.startGateway({ authMsMax: 10 })
  const client = new GatewayClient(gateway.port)
  expect(await client.closed()).toBe(4401)
})

test('only pages of our own origin get in, and only at /stream', async () => {
  for (const options of [
    { origin: 'http://desk.test.evil' },
    { origin: 'https://desk.test' },
    { path: '/' },
  ]) {
    const client = new GatewayClient(port, options)
    await client.until(() => client.refusal !== null)
    expect(client.refusal).toMatch('path' in options ? /404/ : /403/)
  }
})

test('an address gets as many sockets as it may have and no more, and others are not disturbed', async () => {
  const gateway = await house.startGateway({ socketsPerAddressMax: 2 })
  const open = async (address: string) => {
    const client = new GatewayClient(gateway.port, { address })
    await client.until(
      () => client.refusal !== null || client.socket.readyState === client.socket.OPEN,
    )
    return client
  }
  const clients = [await open('10.0.0.7'), await open('10.0.0.7')]
  expect((await open('10.0.0.7')).refusal).toMatch(/429/)
  clients.push(await open('10.0.0.8'))
  expect(clients.map(({ refusal }) => refusal)).toEqual([null, null, null])
  for (const client of clients) await client.close()
})

test('a person gets ten sockets', async () => {
  const trader = await house.createPerson(firm, 'TRADER')
  const clients = []
  for (let i = 0; i < GATEWAY_LIMITS.socketsPerUserMax; i++) clients.push(await openFor(trader))
  const eleventh = await firstWord(JSON.stringify({ op: 'auth', ticket: await trader.ticket() }))
  expect(await eleventh.closed()).toBe(4429)
  for (const client of clients) await client.close()
})

test('the hundredth message is answered and the one after it ends the socket', async () => {
  const client = await openFor(await house.createPerson(firm, 'TRADER'))
  for (let i = 1; i < GATEWAY_LIMITS.messagesMax; i++) client.say({ op: 'ping' })
  await client.until(() => client.heard('pong').length === GATEWAY_LIMITS.messagesMax - 1)
  client.say({ op: 'ping' })
  expect(await client.closed()).toBe(1008)
})

test('a message of more than 64 KiB ends the socket', async () => {
  const client = await openFor(await house.createPerson(firm, 'TRADER'))
  client.socket.send('x'.repeat(GATEWAY_LIMITS.messageBytesMax + 1))
  expect(await client.closed()).toBe(1009)
})

test('a socket gets as many channels as it may have; what is no frame or no channel is told', async () => {
  const gateway = await house.startGateway({ subscriptionsMax: 1 })
  await createInstrument(house.database)
  const client = await openFor(await house.createPerson(firm, 'TRADER'), gateway.port)
  client.say({ op: 'subscribe', channel: 'book:sim:NO-SUCH' })
  client.say({ op: 'subscribe', channel: 'book:elsewhere:BTC-USDT' })
  client.say({ op: 'subscribe', channel: 'book:sim:BTC-USDT' })
  client.say({ op: 'subscribe', channel: 'ticker:sim:BTC-USDT' })
  client.socket.send('{"op":"dance"}')
  await client.until(() => client.heard('error').length === 4)
  expect(client.heard('subscribed').map(({ channel }) => channel)).toEqual(['book:sim:BTC-USDT'])
  expect(client.heard('error').map(({ code }) => code)).toEqual([
    'NOT_FOUND',
    'NOT_FOUND',
    'NOT_POSSIBLE_NOW',
    'INVALID_INPUT',
  ])
  await client.close()
})

test('signing out closes the person’s sockets within five seconds, and nobody else’s', async () => {
  const leaving = await house.createPerson(firm, 'TRADER')
  const staying = await openFor(await house.createPerson(firm, 'TRADER'))
  const client = await openFor(leaving)
  const sinceSignOut = startStopwatch()
  await leaving.signOut()
  expect(await client.closed()).toBe(4401)
  expect(sinceSignOut.ownMs()).toBeLessThan(5_000)
  expect(staying.closeCode).toBeNull()
  await staying.close()
})

test('who may see something else from now on must come back', async () => {
  const trader = await house.createPerson(firm, 'TRADER')
  const client = await openFor(trader)
  await firm.db.write((tx) =>
    tx.query({
      text: "UPDATE membership SET role = 'VIEWER' WHERE user_id = $1",
      values: [trader.userId],
    }),
  )
  expect(await client.closed()).toBe(4403)
})

test('a session that ends without a word is noticed at the next look', async () => {
  const gateway = await house.startGateway({ recheckEveryMs: 10 })
  const trader = await house.createPerson(firm, 'TRADER')
  const client = await openFor(trader, gateway.port)
  await house.clone.ownerPool.query(
    "UPDATE session SET last_seen_at = now() - interval '31 minutes' WHERE id = $1",
    [trader.sessionId],
  )
  expect(await client.closed()).toBe(4401)
})

test('a client that does not read is closed; what it missed waits for it', async () => {
  const gateway = await house.startGateway({
    congestedBytes: 64 * 1024,
    congestedMsMax: 500,
    eventsPerPage: 10,
  })
  const trader = await house.createPerson(firm, 'TRADER')
  const [slow, quick] = [await openFor(trader, gateway.port), await openFor(trader, gateway.port)]
  const channel = channelName({ kind: 'account', accountId: account.accountId })
  for (const client of [slow, quick]) client.say({ op: 'subscribe', channel, fromSeq: 0 })
  await slow.until(() => slow.heard('subscribed').length === 1)
  slow.socket.pause()
  const COUNT = 400
  await house.writeEvents(account, COUNT, { data: { text: 'x'.repeat(40_000) } })
  await quick.until(() => quick.seqs().length === COUNT)
  await expect.poll(async () => (await healthOf(gateway.port)).sockets, { timeout: 10_000 }).toBe(1)
  slow.socket.resume()
  await slow.closed()
  expect(slow.seqs().length).toBeLessThan(COUNT)
  const again = await openFor(trader, gateway.port)
  again.say({ op: 'subscribe', channel, fromSeq: slow.seqs().at(-1) ?? 0 })
  await again.until(() => again.seqs().at(-1) === COUNT)
  expect([...slow.seqs(), ...again.seqs()]).toEqual(quick.seqs())
  await Promise.all([quick.close(), again.close()])
})

test('a gateway that stops asks its clients to come back', async () => {
  const gateway = await house.startGateway()
  const client = await openFor(await house.createPerson(firm, 'TRADER'), gateway.port)
  await gateway.stop()
  expect(await client.closed()).toBe(1012)
  expect(client.heard('reconnect')).toHaveLength(1)
})

test('health tells how it is, and the house hears the heart beat until it stops', async () => {
  const gateway = await house.startGateway()
  await expect
    .poll(async () => (await healthOf(gateway.port)).isListening, { timeout: 10_000 })
    .toBe(true)
  const beats = async () => {
    const { rows } = await house.clone.ownerPool.query(
      "SELECT count(*)::int AS count FROM process_heartbeat WHERE process = 'gateway'",
    )
    return rows[0].count
  }
  const before = await beats()
  expect(before).toBeGreaterThan(0)
  await gateway.stop()
  expect(await beats()).toBe(before - 1)
})

async function healthOf(onPort: number): Promise<{ sockets: number; isListening: boolean }> {
  return (await fetch(`http://127.0.0.1:${onPort}/health`)).json()
}
