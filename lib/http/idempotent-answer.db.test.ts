import { expect, test } from 'vitest'
import { IDEMPOTENCY_KEEP_MS } from '#store/idempotency-keys.ts'
import { BROKEN, openMarkHouse } from '#test/marks.ts'

const { house, organizationId, another, post, countOf } = await openMarkHouse()

let keys = 0
const newKey = () => `key-${keys++}`

test('two hundred requests at once with one key have one effect and equal answers', async () => {
  const key = newKey()
  const answers = await Promise.all(
    Array.from({ length: 200 }, () => post(key, { note: 'at once' })),
  )
  const texts = await Promise.all(answers.map((answer) => answer.text()))
  expect(answers.map(({ status }) => status)).toEqual(Array(200).fill(201))
  expect(new Set(texts).size).toBe(1)
  expect(await countOf('at once')).toBe(1)
  const replayed = answers.filter(({ headers }) => headers.has('idempotency-replayed'))
  expect(replayed).toHaveLength(199)
})

test('a repeat gets the same bytes, however its JSON is spelled', async () => {
  const key = newKey()
  const first = await post(key, '{"note":"spelled","size":1}')
  const again = await post(key, '{ "size": 1, "note": "spelled" }')
  expect(await again.text()).toBe(await first.text())
  expect(first.headers.has('idempotency-replayed')).toBe(false)
  expect(again.headers.get('idempotency-replayed')).toBe('true')
  expect(await countOf('spelled')).toBe(1)
})

test('a key serves one request only', async () => {
  const key = newKey()
  await post(key, { note: 'one' })
  const other = await post(key, { note: 'other' })
  expect(other.status).toBe(422)
  expect((await other.json()).error.code).toBe('IDEMPOTENCY_MISMATCH')
  expect(await countOf('other')).toBe(0)
})

test('a key is its person’s own', async () => {
  const key = newKey()
  await post(key, { note: 'mine' })
  const theirs = await post(key, { note: 'mine' }, await another())
  expect(theirs.headers.has('idempotency-replayed')).toBe(false)
  expect(await countOf('mine')).toBe(2)
})

test('what failed left nothing, so its key may be used again', async () => {
  const key = newKey()
  expect((await post(key, { note: BROKEN })).status).toBe(409)
  expect((await post(key, { note: BROKEN })).status).toBe(409)
  expect(await countOf(BROKEN)).toBe(0)
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
  expect(await countOf('new')).toBe(1)
})

test.each([
  ['no key', null, 'IDEMPOTENCY_KEY_REQUIRED'],
  ['a key with a space', 'a b', 'INVALID_INPUT'],
  ['a key of 256 characters', 'k'.repeat(256), 'INVALID_INPUT'],
])('with %s nothing is done', async (_what, key, code) => {
  const answer = await post(key, { note: 'refused' })
  expect(answer.status).toBe(400)
  expect((await answer.json()).error.code).toBe(code)
  expect(await countOf('refused')).toBe(0)
})
