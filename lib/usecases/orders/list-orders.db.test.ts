import { expect, test } from 'vitest'
import type { After } from '#api/page-of.ts'
import { createAccount, createClientWithAccount, createFirm } from '#test/builders/firm.ts'
import { insertOrders } from '#test/builders/insert-orders.ts'
import { createInstrument } from '#test/builders/market.ts'
import { openTestDatabase } from '#test/builders/open-test-database.ts'
import { at } from '#test/builders.ts'
import { getOrder } from './get-order.ts'
import { listOrders } from './list-orders.ts'

const { database } = await openTestDatabase()
const firm = await createFirm(database)
const lynk = await createClientWithAccount(firm, 'Lynk')
const lynkSecond = await createAccount(firm, { clientId: lynk.clientId, name: 'Second' })
const orin = await createClientWithAccount(firm, 'Orin')
const btc = await createInstrument(database, 'BTC-USDT')
const eth = await createInstrument(database, 'ETH-USDT')
const COUNT = 2_400
await insertOrders(firm, {
  accounts: [lynk, lynkSecond, orin],
  instrumentIds: [btc, eth],
  count: COUNT,
  newestAt: at(Date.UTC(2026, 10, 20)),
})
const ctx = { db: firm.db }
const first = { after: null, limit: 200 } as const

test('pages follow each other without a gap or a repetition, newest first', async () => {
  const seen: { id: string; createdAt: number }[] = []
  let after: After | null = null
  do {
    const page: Awaited<ReturnType<typeof listOrders>> = await listOrders(ctx, {
      after,
      limit: 170,
    })
    seen.push(...page.items)
    after = page.next
  } while (after !== null)
  const sorted = seen.toSorted((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1))
  expect(seen).toEqual(sorted)
  expect(new Set(seen.map(({ id }) => id)).size).toBe(COUNT)
})

test('each filter shows what it names and nothing else', async () => {
  const ofClient = await listOrders(ctx, { ...first, clientId: lynk.clientId })
  expect(new Set(ofClient.items.map(({ clientId }) => clientId))).toEqual(new Set([lynk.clientId]))
  const ofAccount = await listOrders(ctx, { ...first, accountId: lynkSecond.accountId })
  expect(new Set(ofAccount.items.map(({ accountId }) => accountId))).toEqual(
    new Set([lynkSecond.accountId]),
  )
  const inEther = await listOrders(ctx, { ...first, instrumentId: eth })
  expect(new Set(inEther.items.map(({ instrumentId }) => instrumentId))).toEqual(new Set([eth]))
  const open = await listOrders(ctx, { ...first, state: 'open' })
  expect(open.items.map(({ state }) => state)).toEqual(['WORKING', 'WORKING'])
  const closed = await listOrders(ctx, { ...first, state: 'closed' })
  expect(new Set(closed.items.map(({ state }) => state))).toEqual(new Set(['FILLED']))
})

test('the last page says that it is the last', async () => {
  const page = await listOrders(ctx, { after: null, limit: 2, state: 'open' })
  expect(page.next).toBeNull()
})

test('a person of one client sees that client’s orders only, and another’s as if they did not exist', async () => {
  const bound = {
    db: database.scoped({ organizationId: firm.organizationId, clientId: orin.clientId }),
  }
  const own = await listOrders(bound, first)
  expect(new Set(own.items.map(({ clientId }) => clientId))).toEqual(new Set([orin.clientId]))
  const unknown = await listOrders(bound, { ...first, clientId: crypto.randomUUID() }).catch(String)
  const another = await listOrders(bound, { ...first, clientId: lynk.clientId }).catch(String)
  expect(another).toEqual(unknown)
  const [foreign] = (await listOrders(ctx, { ...first, clientId: lynk.clientId })).items
  await expect(getOrder(bound, { orderId: foreign?.id ?? '' })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  })
  await expect(listOrders(bound, { ...first, accountId: lynk.accountId })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  })
})

test('another firm sees none of it', async () => {
  const other = await createFirm(database, 'Other')
  expect(await listOrders({ db: other.db }, first)).toEqual({ items: [], next: null })
})

test('an order that is read alone is the one of the list', async () => {
  const [listed] = (await listOrders(ctx, first)).items
  expect(await getOrder(ctx, { orderId: listed?.id ?? '' })).toEqual(listed)
})
