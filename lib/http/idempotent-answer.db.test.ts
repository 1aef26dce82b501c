import { afterAll, expect, test } from 'vitest'
import * as z from 'zod'
import { AppError } from '#api/app-error.ts'
import { endpoint } from '#api/endpoint.ts'
import { IDEMPOTENCY_KEEP_MS } from '#store/idempotency-keys.ts'
import { createClientWithAccount, createFirm } from '#test/builders/firm.ts'
import { testDatabase } from '#test/database.ts'
import { ask, signedIn, testWebHouse } from '#test/web-house.ts'
import type { RequestContext } from './request-context.ts'

const clone = await testDatabase()
const house = testWebHouse(clone)
afterAll(async () => {
  await house.database.close()
  await clone[Symbol.asyncDispose]()
})
await clone.ownerPool.query('CREATE TABLE effect (number serial, note text)')
await clone.ownerPool.query('GRANT ALL ON effect, effect_number_seq TO truebook_app')

const firm = await createFirm(house.database)
const { organizationId } = firm
const { accountId } = await createClientWithAccount(firm)
const trader = await signedIn(house, { organizationId, role: 'TRADER' })

const leaveMark = endpoint({
  name: 'leaveMark',
  method: 'POST',
  path: '/api/v1/marks',
  permission: 'orders:place',
  limit: 'cancel',
  idempotent: true,
  summary: '',
  body: z.strictObject({ note: z.string(), size: z.number().optional() }),
  result: z.object({ number: z.number(), note: z.string() }),
  status: 201,
})
type Mark = { readonly number: number; readonly note: string }

/** A decision as placing an order is one: serializable, and alone on its account. */
const mark = async (ctx: RequestContext, { note }: { readonly note: string }) =>
  ctx.effect(
    {
      accountId,
      audit: () => ({ action: 'mark.leave', targetKind: 'mark', targetId: note, data: {} }),
    },
    async (tx) => {
      const text = 'INSERT INTO effect (note) VALUES ($1) RETURNING number, note'
      const [row] = await tx.query<Mark>({ text, values: [note] })
      if (note === 'broken') throw new AppError('CONFLICT', { public: 'Broken.' })
      return row
    },
  )

let keys = 0
const newKey = () => `key-${keys++}`
const post = (key: string | null, body: unknown, cookie = trader.cookie) =>
  ask(house, [[leaveMark, mark]], {
    method: 'POST',
    cookie,
    body,
    headers: key === null ? {} : { 'idempotency-key': key },
  })
const marksOf = async (note: string) =>
  (await clone.ownerPool.query('SELECT FROM effect WHERE note = $1', [note])).rowCount

test('twenty requests at once with one key have one effect and equal answers', async () => {
  const key = newKey()
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => post(key, { note: 'at once' })),
  )
  const texts = await Promise.all(answers.map((answer) => answer.text()))
  expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(201))
  expect(new Set(texts).size).toBe(1)
  expect(await marksOf('at once')).toBe(1)
  const replayed = answers.filter(({ headers }) => headers.has('idempotency-replayed'))
  expect(replayed).toHaveLength(19)
})

test('a repeat gets the same bytes, however its JSON is spelled', async () => {
  const key = newKey()
  const first = await post(key, '{"note":"spelled","size":1}')
  const again = await post(key, '{ "size": 1, "note": "spelled" }')
  expect(await again.text()).toBe(await first.text())
  expect(first.headers.has('idempotency-replayed')).toBe(false)
  expect(again.headers.get('idempotency-replayed')).toBe('true')
  expect(await marksOf('spelled')).toBe(1)
})

test('a key serves one request only', async () => {
  const key = newKey()
  await post(key, { note: 'one' })
  const other = await post(key, { note: 'other' })
  expect(other.status).toBe(422)
  expect((await other.json()).error.code).toBe('IDEMPOTENCY_MISMATCH')
  expect(await marksOf('other')).toBe(0)
})

test('a key is its person’s own', async () => {
  const key = newKey()
  const another = await signedIn(house, { organizationId, role: 'TRADER' })
  await post(key, { note: 'mine' })
  const theirs = await post(key, { note: 'mine' }, another.cookie)
  expect(theirs.headers.has('idempotency-replayed')).toBe(false)
  expect(await marksOf('mine')).toBe(2)
})

test('what failed left nothing, so its key may be used again', async () => {
  const key = newKey()
  expect((await post(key, { note: 'broken' })).status).toBe(409)
  expect((await post(key, { note: 'broken' })).status).toBe(409)
  expect(await marksOf('broken')).toBe(0)
  expect((await post(key, { note: 'mended' })).status).toBe(201)
})

test('after its time a key is forgotten', async () => {
  const key = newKey()
  await post(key, { note: 'old' })
  await house.database.scoped({ organizationId, clientId: null }).write((tx) =>
    tx.query({
      text: `UPDATE idempotency_key SET expires_at = expires_at - make_interval(secs => $2 / 1000.0)
              WHERE key = $1`,
      values: [key, IDEMPOTENCY_KEEP_MS],
    }),
  )
  const answer = await post(key, { note: 'new' })
  expect(answer.status).toBe(201)
  expect(answer.headers.has('idempotency-replayed')).toBe(false)
  expect(await marksOf('new')).toBe(1)
})

test.each([
  ['no key', null, 'IDEMPOTENCY_KEY_REQUIRED'],
  ['a key with a space', 'a b', 'INVALID_INPUT'],
  ['a key of 256 characters', 'k'.repeat(256), 'INVALID_INPUT'],
])('with %s nothing is done', async (_what, key, code) => {
  const answer = await post(key, { note: 'refused' })
  expect(answer.status).toBe(400)
  expect((await answer.json()).error.code).toBe(code)
  expect(await marksOf('refused')).toBe(0)
})
