import { afterAll, expect, test } from 'vitest'
import { ALL_ENDPOINTS } from '#api/all-endpoints.ts'
import { toWireId } from '#api/codecs/id.ts'
import type { Endpoint } from '#api/endpoint.ts'
import { permits } from '#core/access/permissions.ts'
import { unixMsOf } from '#core/time/time.ts'
import { systemDice } from '#runtime/system-dice.ts'
import { ensureDataset } from '#store/candles.ts'
import { createClientWithAccount, createFirm } from '#test/builders/firm.ts'
import { deposit } from '#test/builders/ledger.ts'
import { createInstrument } from '#test/builders/market.ts'
import { insertBreak } from '#test/builders/proof.ts'
import { callEndpoint as call, type Example } from '#test/call-endpoint.ts'
import { testDatabase } from '#test/database.ts'
import { auditOf, keepAsProcessHouse, signedIn, testWebHouse } from '#test/web-house.ts'

const clone = await testDatabase()
const usual = testWebHouse(clone)
/** One person asks for everything here: how often they may is not the question. */
const house = { ...usual, env: { ...usual.env, RATE_LIMIT_FACTOR: 100 } }
keepAsProcessHouse(house)
afterAll(async () => {
  await house.database.close()
  await clone[Symbol.asyncDispose]()
})

const firm = await createFirm(house.database)
const { organizationId } = firm
const account = await createClientWithAccount(firm, 'Ours')
const spare = await createClientWithAccount(firm, 'Spare')
const instrumentId = await createInstrument(house.database)
const otherFirm = await createFirm(house.database, 'Another firm')

const admin = await signedIn(house, { organizationId, role: 'ADMIN' })
const trader = await signedIn(house, { organizationId, role: 'TRADER' })
const bound = await signedIn(house, {
  organizationId,
  role: 'VIEWER',
  clientId: spare.clientId,
})
const stranger = await signedIn(house, {
  organizationId: otherFirm.organizationId,
  role: 'ADMIN',
})

await deposit(firm, account, { USDT: '10000' }, unixMsOf(Date.UTC(2026, 10, 2)))

const accountId = toWireId('account', account.accountId)
const clientId = toWireId('client', account.clientId)
const newOrder = {
  accountId,
  bookId: toWireId('book', account.bookId),
  instrumentId,
  side: 'buy',
  type: 'limit',
  timeInForce: 'GTC',
  quantity: '1',
  limitPrice: '100',
}

const KILL = {
  scope: { kind: 'account', id: toWireId('account', spare.accountId) },
  pauseEntries: true,
}

const newChannel = {
  owner: 'firm',
  name: 'Phone',
  target: { kind: 'ntfy', url: 'https://ntfy.example/', topic: 'desk' },
}

/** One request per change that the API knows, each about things of our firm. */
const EXAMPLES: Record<string, () => Promise<Example> | Example> = {
  placeOrder: () => ({ body: newOrder }),
  placeOrders: () => ({ body: { orders: [newOrder] } }),
  amendOrder: async () => ({
    params: { orderId: await anOpenOrder() },
    body: { limitPrice: '99' },
  }),
  cancelOrder: async () => ({ params: { orderId: await anOrder() } }),
  createClient: () => ({ body: { name: `Client ${systemDice.uuid()}` } }),
  updateClient: () => ({ params: { clientId }, body: { stripe: 3 } }),
  createAccount: () => ({
    body: { clientId, venueId: 'sim', name: `Account ${systemDice.uuid()}`, mode: 'paper' },
  }),
  connectAccount: async () => ({
    params: { accountId: await aVenueAccount() },
    body: { apiKey: 'key-of-a-venue', secret: 'secret' },
  }),
  engageKill: () => ({ body: KILL }),
  releaseKill: async () => ({ params: { killRunId: await aKillRun() } }),
  setUnprotectedReaction: () => ({ params: { accountId }, body: { reaction: 'close' } }),
  pauseAccount: () => ({ params: { accountId }, body: { reason: 'lunch' } }),
  resumeAccount: () => ({ params: { accountId } }),
  cancelAllOrders: () => ({ params: { accountId } }),
  updatePerson: () => ({
    params: { userId: toWireId('user', trader.userId) },
    body: { role: 'TRADER' },
  }),
  createInvite: () => ({ body: { email: 'new@example.test', role: 'VIEWER' } }),
  revokeInvite: async () => ({ params: { inviteId: await anInvite() } }),
  acknowledgeBreak: async () => ({
    params: { breakId: await aBreak('FOREIGN_ACTIVITY', 'ETH') },
  }),
  resolveBreak: async () => ({
    params: { breakId: await aBreak('WRONG_BALANCE', 'BTC') },
    body: { act: 'accept-venue', note: 'counted by hand' },
  }),
  issueStreamTicket: () => ({}),
  createAlertChannel: () => ({ body: newChannel }),
  updateAlertChannel: async () => ({
    params: { channelId: await aChannel() },
    body: { isEnabled: false },
  }),
  removeAlertChannel: async () => ({ params: { channelId: await aChannel() } }),
  testAlertChannel: async () => ({ params: { channelId: await aChannel() } }),
  redeliver: async () => ({ params: { deliveryId: await aDeadDelivery() } }),
  startBacktest: async () => ({ body: await newBacktest() }),
  startSweep: async () => ({
    body: { ...(await newBacktest()), grid: { fast: { from: 5, to: 10, step: 5 } } },
  }),
  cancelResearchRun: async () => ({ params: { runId: await aResearchRun() } }),
  createBot: () => ({ body: newBot() }),
  startBot: async () => ({ params: { botId: await aBot() } }),
  stopBot: async () => ({ params: { botId: await aBot() } }),
  savePreference: () => ({ params: { key: 'table.orders' }, body: { value: { sort: 'age' } } }),
}

const CHANGES = ALL_ENDPOINTS.filter(({ method }) => method !== 'GET')
const CHANGES_BY_PEOPLE = CHANGES.filter(({ permission }) => permission !== 'public')
const FOR_PEOPLE = ALL_ENDPOINTS.filter(({ permission }) => permission !== 'public')
const named = (endpoints: readonly Endpoint[]) =>
  endpoints.map((endpoint) => [endpoint.name, endpoint] as const)

test('every change of the API has an example here', () => {
  expect(Object.keys(EXAMPLES).sort()).toEqual(CHANGES_BY_PEOPLE.map(({ name }) => name).sort())
})

test.each(named(CHANGES_BY_PEOPLE))('%s leaves exactly one audit row', async (_name, endpoint) => {
  const requestId = systemDice.uuid()
  const answer = await call(endpoint, admin, { requestId, ...(await exampleOf(endpoint)) })
  expect(await answer.text()).not.toContain('"error"')
  expect(answer.status).toBe(endpoint.status)
  const rows = await auditOf(house, { organizationId, requestId })
  expect(rows).toEqual([
    { action: expect.stringContaining('.'), actorKind: 'person', actorId: admin.userId },
  ])
})

test.each(named(FOR_PEOPLE))('%s needs a session', async (_name, endpoint) => {
  expect((await call(endpoint, null, await exampleOf(endpoint))).status).toBe(401)
})

test.each(named(FOR_PEOPLE))('%s is refused to a viewer who may not', async (_name, endpoint) => {
  const mayAsk = permits('VIEWER', endpoint.permission as Parameters<typeof permits>[1])
  const { status } = await call(endpoint, bound, await exampleOf(endpoint))
  if (mayAsk) expect(status).not.toBe(403)
  else expect(status).toBe(403)
})

test.each(named(CHANGES))('%s is refused to another site’s page', async (_name, endpoint) => {
  const headers = { 'sec-fetch-site': 'cross-site', origin: 'https://elsewhere.test' }
  const answer = await call(endpoint, admin, { ...(await exampleOf(endpoint)), headers })
  expect(answer.status).toBe(403)
  expect((await answer.json()).error.code).toBe('CROSS_ORIGIN')
})

const WITH_BODY = CHANGES_BY_PEOPLE.filter(({ body }) => body !== null)

test.each(named(WITH_BODY))('%s takes no field that it does not name', async (_name, endpoint) => {
  const { params, body } = await exampleOf(endpoint)
  const added = { ...Object(body), organizationId: 'x', isAdmin: true }
  const answer = await call(endpoint, admin, { ...(params && { params }), body: added })
  expect(answer.status).toBe(400)
  expect((await answer.json()).error).toMatchObject({
    code: 'UNKNOWN_FIELD',
    details: { fields: ['organizationId', 'isAdmin'] },
  })
})

const OURS_ONLY = CHANGES_BY_PEOPLE.filter(
  ({ name }) =>
    ![
      'createAlertChannel',
      'createClient',
      'createInvite',
      'issueStreamTicket',
      'savePreference',
      // Public candles are everybody's.
      'startBacktest',
      'startSweep',
    ].includes(name),
)

test.each(named(OURS_ONLY))(
  '%s finds nothing of another firm, in the words for what never was',
  async (_name, endpoint) => {
    const answer = await call(endpoint, stranger, await exampleOf(endpoint))
    const { error } = await answer.json()
    expect(answer.status).toBe(404)
    expect(error.message).toBe('There is nothing here under this id.')
  },
)

/** Reads and public endpoints are asked with ids that may or may not be there. */
async function exampleOf(endpoint: Endpoint): Promise<Example> {
  const example = EXAMPLES[endpoint.name]
  if (example !== undefined) return example()
  const params = Object.keys(endpoint.params.shape).map((name) => [name, 'unknown'])
  return { params: Object.fromEntries(params) }
}

async function made(name: string, changes: Example): Promise<Record<string, string>> {
  const endpoint = CHANGES.find((candidate) => candidate.name === name)
  if (endpoint === undefined) throw new Error(`expected an endpoint named ${name}`)
  return (await call(endpoint, admin, changes)).json()
}

async function anOrder(): Promise<string> {
  return String((await made('placeOrder', { body: newOrder }))['id'])
}

async function aChannel(): Promise<string> {
  const { channel } = (await made('createAlertChannel', { body: newChannel })) as Record<
    string,
    unknown
  >
  return (channel as { id: string }).id
}

async function aDeadDelivery(): Promise<string> {
  await made('testAlertChannel', { params: { channelId: await aChannel() } })
  const [row] = await firm.db.write((tx) =>
    tx.query<{ id: string }>({ text: `UPDATE alert_delivery SET state = 'DEAD' RETURNING id` }),
  )
  return toWireId('alertDelivery', row?.id ?? '')
}

async function anOpenOrder(): Promise<string> {
  const orderId = await anOrder()
  await firm.db.write((tx) =>
    tx.query({ text: `UPDATE "order" SET state = 'WORKING', closed_at = NULL` }),
  )
  return orderId
}

async function anInvite(): Promise<string> {
  const body = { email: `${systemDice.uuid()}@example.test`, role: 'VIEWER' }
  const { invite } = await made('createInvite', { body })
  return String(Object(invite).id)
}

async function newBacktest() {
  const series = { instrumentId, source: 'sim' }
  const datasetId = await house.database.unscoped((tx) => ensureDataset(tx, series))
  return { strategy: 'sma-cross', datasetId, timeframe: '1h' }
}

async function aResearchRun(): Promise<string> {
  return String((await made('startBacktest', { body: await newBacktest() }))['id'])
}

function newBot() {
  const name = `Bot ${systemDice.uuid()}`
  const terms = { strategy: 'sma-cross', timeframe: '1m', cash: '10', quantity: '1' }
  return { accountId, instrumentId, name, ...terms }
}

async function aBot(): Promise<string> {
  return String((await made('createBot', { body: newBot() }))['id'])
}

async function aKillRun(): Promise<string> {
  return String((await made('engageKill', { body: KILL }))['id'])
}

async function aVenueAccount(): Promise<string> {
  await house.database.unscoped((tx) =>
    tx.query({
      text: `INSERT INTO venue (id, name, kind, certification) VALUES ('kraken', 'Kraken', 'exchange', 'READ_ONLY')
             ON CONFLICT DO NOTHING`,
    }),
  )
  const name = `Kraken ${systemDice.uuid()}`
  const body = { clientId, venueId: 'kraken', name, mode: 'live' }
  return String((await made('createAccount', { body }))['id'])
}

/** A new one each time: a break that was ended is ended. */
async function aBreak(cause: string, asset: string): Promise<string> {
  const fresh = `${asset}${systemDice.uuid().slice(-6).toUpperCase()}`
  const found = { state: 'OPEN', asset: fresh, cause, firstSeenAt: house.clock.now() } as const
  await insertBreak(firm, account, found)
  const rows = await firm.db.read((tx) =>
    tx.query<{ id: string }>({ text: 'SELECT id FROM "break" WHERE asset = $1', values: [fresh] }),
  )
  return toWireId('break', String(rows[0]?.id))
}
