import { afterAll, expect, test } from 'vitest'
import { createClientWithAccount, createFirm } from '#test/builders/firm.ts'
import { testDatabase } from '#test/database.ts'
import { memberContext, signedIn, testWebHouse } from '#test/web-house.ts'
import { createClient } from '../clients/create-client.ts'
import { updateClient } from '../clients/update-client.ts'
import { savePreference } from '../preferences/save-preference.ts'
import { listAuditEvents } from './list-audit-events.ts'

const clone = await testDatabase()
const house = testWebHouse(clone)
afterAll(async () => {
  await house.database.close()
  await clone[Symbol.asyncDispose]()
})
const firm = await createFirm(house.database)
const { organizationId } = firm
const admin = await signedIn(house, { organizationId, role: 'ADMIN' })
const ctx = await memberContext(house, admin)

test('what was done is told with who did it, newest first, page after page', async () => {
  const client = await createClient(ctx, { name: 'Audited' })
  await updateClient(ctx, { clientId: client.id, stripe: 3 })
  const first = await listAuditEvents(ctx, { about: 'client', after: null, limit: 1 })
  expect(first.items).toMatchObject([
    { action: 'client.update', targetId: client.id, actorId: admin.userId },
  ])
  expect(first.items[0]?.actorName).toEqual(expect.any(String))
  const rest = await listAuditEvents(ctx, { about: 'client', after: first.next, limit: 5 })
  expect(rest.items.map(({ action }) => action)).toEqual(['client.create'])
  expect(rest.next).toBeNull()
})

test('what people do only to look is told when asked for, and hides nothing else', async () => {
  await savePreference(ctx, { key: 'dock', value: null })
  const all = await listAuditEvents(ctx, { after: null, limit: 50 })
  expect(all.items.map(({ action }) => action)).not.toContain('preference.save')
  expect(all.items.map(({ action }) => action)).toContain('client.create')
  const asked = await listAuditEvents(ctx, { about: 'preference', after: null, limit: 5 })
  expect(asked.items.map(({ action }) => action)).toEqual(['preference.save'])
})

test('another noun tells another story', async () => {
  const { items } = await listAuditEvents(ctx, { about: 'order', after: null, limit: 5 })
  expect(items).toEqual([])
})

test('a person bound to a client reads no audit', async () => {
  const account = await createClientWithAccount(firm, 'Bound')
  const db = house.database.scoped({ organizationId, clientId: account.clientId })
  const { items } = await listAuditEvents({ db }, { after: null, limit: 5 })
  expect(items).toEqual([])
})
