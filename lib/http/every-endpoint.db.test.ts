import { afterAll, expect, test } from 'vitest'
import { ALL_ENDPOINTS } from '#api/all-endpoints.ts'
import type { Endpoint } from '#api/endpoint.ts'
import { permits } from '#core/access/permissions.ts'
import { unixMsOf } from '#core/time/time.ts'
import { systemDice } from '#runtime/system-dice.ts'
import { createClientWithAccount, createFirm } from '#test/builders/firm.ts'
import { deposit } from '#test/builders/ledger.ts'
import { createInstrument } from '#test/builders/market.ts'
import { callEndpoint as call, type Example } from '#test/call-endpoint.ts'
import { testDatabase } from '#test/database.ts'
import { endpointExamples } from '#test/endpoint-examples/endpoint-examples.ts'
import { MadeThings } from '#test/endpoint-examples/made-things.ts'
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

const EXAMPLES = endpointExamples(
  new MadeThings({ house, firm, account, spare, instrumentId, admin, trader }),
)

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
      'createSignalRule',
      'issueStreamTicket',
      'savePreference',
      // Public candles are everybody's.
      'startBacktest',
      'startSweep',
      'scheduleHistory',
      'unscheduleHistory',
      'cancelHistoryFetch',
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
