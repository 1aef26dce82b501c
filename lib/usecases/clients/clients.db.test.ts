import { afterAll, expect, test } from 'vitest'
import { systemDice } from '#runtime/system-dice.ts'
import { createFirm, createAccount as insertAccount } from '#test/builders/firm.ts'
import { createInstrument } from '#test/builders/market.ts'
import { testDatabase } from '#test/database.ts'
import { memberContext, signedIn, testWebHouse } from '#test/web-house.ts'
import { createAccount } from '../accounts/create-account.ts'
import { listAccounts } from '../accounts/list-accounts.ts'
import { createClient } from './create-client.ts'
import { listClients } from './list-clients.ts'
import { updateClient } from './update-client.ts'

const clone = await testDatabase()
const house = testWebHouse(clone)
afterAll(async () => {
  await house.database.close()
  await clone[Symbol.asyncDispose]()
})
const firm = await createFirm(house.database)
const { organizationId } = firm
const ctx = await memberContext(house, await signedIn(house, { organizationId, role: 'ADMIN' }))
const instrumentId = await createInstrument(house.database)

const aName = () => `Client ${systemDice.uuid()}`
const paper = { venueId: 'sim', mode: 'paper', name: 'Paper' } as never

test('a new client is active, has no account yet and wears the freest stripe', async () => {
  const first = await createClient(ctx, { name: aName() })
  const second = await createClient(ctx, { name: aName() })
  expect(first).toMatchObject({ status: 'ACTIVE', accountCount: 0, archivedAt: null })
  expect(second.stripe).not.toBe(first.stripe)
})

test('two clients of one firm never share a name, also when both are made at once', async () => {
  const name = aName()
  const settled = await Promise.allSettled([
    createClient(ctx, { name }),
    createClient(ctx, { name }),
  ])
  expect(settled.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  const other = await createClient(ctx, { name: aName() })
  await expect(updateClient(ctx, { clientId: other.id, name })).rejects.toMatchObject({
    code: 'CONFLICT',
  })
})

test('a client is paused and resumed, and keeps what was not changed', async () => {
  const client = await createClient(ctx, { name: aName(), stripe: 5 })
  const paused = await updateClient(ctx, { clientId: client.id, status: 'PAUSED' })
  expect(paused).toEqual({ ...client, status: 'PAUSED' })
  expect(await updateClient(ctx, { clientId: client.id, status: 'ACTIVE' })).toEqual(client)
})

test('archiving is for good and ends the accounts', async () => {
  const { id: clientId } = await createClient(ctx, { name: aName() })
  await createAccount(ctx, { ...Object(paper), clientId })
  await updateClient(ctx, { clientId, status: 'ARCHIVED' })
  const { items } = await listAccounts(ctx, { clientId })
  expect(items).toMatchObject([{ status: 'ARCHIVED', tradingState: 'HALTED' }])
  await expect(updateClient(ctx, { clientId, status: 'ACTIVE' })).rejects.toMatchObject({
    code: 'NOT_POSSIBLE_NOW',
  })
  await expect(createAccount(ctx, { ...Object(paper), clientId })).rejects.toMatchObject({
    code: 'NOT_POSSIBLE_NOW',
  })
})

test('a client with an open order is not archived', async () => {
  const { id: clientId } = await createClient(ctx, { name: aName() })
  const { accountId, bookId } = await insertAccount(firm, { clientId })
  await firm.db.write((tx) =>
    tx.query({
      text: `INSERT INTO "order" (id, organization_id, client_id, account_id, book_id, instrument_id, side, type,
               quantity, limit_price, time_in_force, post_only, reduce_only, origin_kind, origin_id, state,
               created_at, updated_at)
             VALUES ($1, $2, $3, $4, $5, $6, 'buy', 'limit', 1, 100, 'GTC', false, false, 'person', 'x', 'WORKING',
               now(), now())`,
      values: [systemDice.uuid(), organizationId, clientId, accountId, bookId, instrumentId],
    }),
  )
  await expect(updateClient(ctx, { clientId, status: 'ARCHIVED' })).rejects.toMatchObject({
    code: 'NOT_POSSIBLE_NOW',
    details: { openOrders: 1 },
  })
})

test('a new account waits for the runner with its two books', async () => {
  const { id: clientId, name: clientName } = await createClient(ctx, { name: aName() })
  const account = await createAccount(ctx, { ...Object(paper), clientId })
  expect(account).toMatchObject({
    clientId,
    clientName,
    mode: 'paper',
    status: 'CONNECTING',
    tradingState: 'ACTIVE',
    venueKey: null,
  })
  expect(account.books.map(({ kind }) => kind).sort()).toEqual(['EXTERNAL', 'MANUAL'])
  await expect(createAccount(ctx, { ...Object(paper), clientId })).rejects.toMatchObject({
    code: 'CONFLICT',
  })
})

test.each([
  ['a paper account at a real venue', { venueId: 'kraken', mode: 'paper' }],
  ['a live account at the simulated exchange', { venueId: 'sim', mode: 'live' }],
  ['a venue that nobody knows', { venueId: 'nowhere', mode: 'live' }],
])('there is no %s', async (_what, wish) => {
  await house.database.unscoped((tx) =>
    tx.query({
      text: `INSERT INTO venue (id, name, kind, certification) VALUES ('kraken', 'Kraken', 'exchange', 'READ_ONLY')
             ON CONFLICT DO NOTHING`,
    }),
  )
  const { id: clientId } = await createClient(ctx, { name: aName() })
  const input = { clientId, name: 'Account', ...wish } as never
  await expect(createAccount(ctx, input)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
})

test('a person bound to a client sees that client and its accounts, and no other exists', async () => {
  const { id: clientId } = await createClient(ctx, { name: aName() })
  const { id: otherId } = await createClient(ctx, { name: aName() })
  await createAccount(ctx, { ...Object(paper), clientId })
  await createAccount(ctx, { ...Object(paper), clientId: otherId })
  const viewer = await signedIn(house, { organizationId, role: 'VIEWER', clientId })
  const seen = await memberContext(house, viewer)
  expect((await listClients(seen)).items.map(({ id }) => id)).toEqual([clientId])
  expect((await listAccounts(seen, {})).items).toHaveLength(1)
  await expect(listAccounts(seen, { clientId: otherId })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  })
})
