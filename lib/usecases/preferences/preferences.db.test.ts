import { afterAll, expect, test } from 'vitest'
import * as api from '#api/preferences.ts'
import { createClientWithAccount, createFirm } from '#test/builders/firm.ts'
import { testDatabase } from '#test/database.ts'
import { ask, memberContext, signedIn, type TestPerson, testWebHouse } from '#test/web-house.ts'
import { listPreferences } from './list-preferences.ts'
import { PREFERENCES_MAX, savePreference } from './save-preference.ts'

const clone = await testDatabase()
const house = testWebHouse(clone)
afterAll(async () => {
  await house.database.close()
  await clone[Symbol.asyncDispose]()
})
const firm = await createFirm(house.database)
const { organizationId } = firm
const { clientId } = await createClientWithAccount(firm, 'Lynk')

const aTrader = () => signedIn(house, { organizationId, role: 'TRADER' })

async function keep(person: TestPerson, key: string, value: unknown) {
  return savePreference(await memberContext(house, person), { key, value })
}

async function keptBy(person: TestPerson, key?: string) {
  const { items } = await listPreferences(await memberContext(house, person), {
    ...(key === undefined ? {} : { key }),
  })
  return items.map((item) => [item.key, item.value])
}

test('a preference is what was kept last', async () => {
  const person = await aTrader()
  await keep(person, 'table.orders', { sort: 'age' })
  await keep(person, 'table.orders', { sort: 'price', hidden: ['fee'] })
  expect(await keptBy(person)).toEqual([['table.orders', { sort: 'price', hidden: ['fee'] }]])
})

test('nobody sees or changes what another person prefers, not even a viewer of one client', async () => {
  const person = await aTrader()
  const other = await signedIn(house, { organizationId, role: 'VIEWER', clientId })
  await keep(person, 'appearance', { theme: 'dark' })
  await keep(other, 'appearance', { theme: 'light' })
  expect(await keptBy(person)).toEqual([['appearance', { theme: 'dark' }]])
  expect(await keptBy(other)).toEqual([['appearance', { theme: 'light' }]])
})

test('the database itself shows a person’s preferences to nobody else', async () => {
  const person = await aTrader()
  await keep(person, 'appearance', { theme: 'dark' })
  const all = { text: 'SELECT 1 FROM user_preference' }
  const { db } = await memberContext(house, await aTrader())
  expect(await db.read((tx) => tx.query(all))).toEqual([])
  expect(await firm.db.read((tx) => tx.query(all))).toEqual([])
})

test('charts are read one by one, everything else together', async () => {
  const person = await aTrader()
  await keep(person, 'chart.sim:BTC-USDT', { lines: [1] })
  await keep(person, 'layout.market', { ladder: 300 })
  expect(await keptBy(person)).toEqual([['layout.market', { ladder: 300 }]])
  expect(await keptBy(person, 'chart.sim:BTC-USDT')).toEqual([
    ['chart.sim:BTC-USDT', { lines: [1] }],
  ])
})

test('a person keeps so many preferences and no more, and may still change those', async () => {
  const person = await aTrader()
  const { db } = await memberContext(house, person)
  await db.write((tx) =>
    tx.query({
      text: `INSERT INTO user_preference
             SELECT $1, $2, 'layout.' || n, 'null', now() FROM generate_series(1, $3) n`,
      values: [person.userId, organizationId, PREFERENCES_MAX],
    }),
  )
  await keep(person, 'layout.7', { wide: true })
  await expect(keep(person, 'layout.one-more', {})).rejects.toMatchObject({
    code: 'NOT_POSSIBLE_NOW',
  })
})

test.each([
  ['a name that is not in the list', 'balance', {}, 404],
  ['a value beyond 16 kB', 'layout.market', 'x'.repeat(16 * 1024), 400],
  ['a null character, which the database cannot keep', 'layout.market', 'a\u0000b', 400],
])('%s is refused', async (_what, key, value, status) => {
  const { cookie } = await aTrader()
  const answer = await ask(house, [[api.savePreference, savePreference]], {
    method: 'PUT',
    params: { key },
    body: { value },
    cookie,
  })
  expect(answer.status).toBe(status)
})
