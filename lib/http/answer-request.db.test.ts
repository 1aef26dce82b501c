import { afterAll, expect, test } from 'vitest'
import * as z from 'zod'
import { AppError } from '#api/app-error.ts'
import { orderId, toWireId } from '#api/codecs/id.ts'
import { time } from '#api/codecs/time.ts'
import { endpoint, listEndpoint } from '#api/endpoint.ts'
import { systemDice } from '#runtime/system-dice.ts'
import { createFirm } from '#test/builders/firm.ts'
import { testDatabase } from '#test/database.ts'
import { type Ask, ask, auditOf, signedIn, testWebHouse } from '#test/web-house.ts'
import { RATE_RULES } from './limits.ts'
import type { RequestContext } from './request-context.ts'

const clone = await testDatabase()
const house = testWebHouse(clone)
afterAll(async () => {
  await house.database.close()
  await clone[Symbol.asyncDispose]()
})

const { organizationId } = await createFirm(house.database)
const admin = await signedIn(house, { organizationId, role: 'ADMIN' })
const viewer = await signedIn(house, { organizationId, role: 'VIEWER' })

const described = { path: '/api/v1/things', summary: '' } as const
const listThings = listEndpoint({
  ...described,
  name: 'listThings',
  permission: 'clients:read',
  query: { kind: z.string().optional() },
  item: z.object({ id: orderId, at: time }),
})
const getThing = endpoint({
  ...described,
  name: 'getThing',
  method: 'GET',
  permission: 'people:read',
  params: { orderId },
  result: z.object({ said: z.string() }),
})
const changeThing = endpoint({
  ...described,
  name: 'changeThing',
  method: 'POST',
  permission: 'clients:write',
  body: z.strictObject({ name: z.string(), size: z.number().optional() }),
  result: z.object({ said: z.string() }),
  status: 201,
  bodyBytesMax: 200,
})

const things = Array.from({ length: 5 }, (_, index) => ({
  id: systemDice.uuid(),
  at: house.clock.now() - index,
}))
const AUDIT = { action: 'thing.change', targetKind: 'thing', targetId: 'one', data: {} }
const changeIt = (ctx: RequestContext, { name }: { readonly name: string }) =>
  ctx.effect({ audit: () => AUDIT }, async () => ({ said: name }))

const routes = [
  [
    listThings,
    async (_ctx: never, { after, limit }: { after: { id: string } | null; limit: number }) => {
      const start = things.findIndex(({ id }) => id === after?.id) + 1
      const items = things.slice(start, start + limit)
      const last = items.at(-1)
      return { items, next: start + limit < things.length ? last : null }
    },
  ],
  [changeThing, changeIt],
] as const

const get = (wish: Ask = {}) => ask(house, routes, { cookie: admin.cookie, ...wish })
const post = (wish: Ask) => get({ method: 'POST', ...wish })
const answerOf = async (response: Response) => ({
  status: response.status,
  code: (await response.json())?.error?.code,
})

test('a request id is taken over or made, and comes back with the answer and in an error', async () => {
  const given = await get({ headers: { 'x-request-id': 'given-by-caller' } })
  expect(given.headers.get('x-request-id')).toBe('given-by-caller')
  const failed = await get({ headers: { 'x-request-id': 'a b' }, cookie: '' })
  const { error } = await failed.json()
  expect(error.requestId).toBe(failed.headers.get('x-request-id'))
  expect(error.requestId).not.toBe('a b')
})

test.each([
  ['without a session', get({ cookie: '' }), 401, 'UNAUTHENTICATED'],
  ['with a changed cookie', get({ cookie: `${admin.cookie}x` }), 401, 'UNAUTHENTICATED'],
  ['beyond the role', post({ cookie: viewer.cookie, body: { name: 'x' } }), 403, 'FORBIDDEN'],
  [
    'from another site',
    post({ headers: { 'sec-fetch-site': 'cross-site' }, body: { name: 'x' } }),
    403,
    'CROSS_ORIGIN',
  ],
  ['with a method that is not there', get({ method: 'DELETE' }), 405, 'METHOD_NOT_ALLOWED'],
  ['with an unknown field', post({ body: { name: 'x', role: 'ADMIN' } }), 400, 'UNKNOWN_FIELD'],
  ['with a wrong type', post({ body: { name: 1 } }), 400, 'INVALID_INPUT'],
  ['with a missing field', post({ body: {} }), 400, 'INVALID_INPUT'],
  ['with broken JSON', post({ body: '{"name":' }), 400, 'INVALID_INPUT'],
  ['with an unknown query', get({ path: '/?kind=a&admin=1' }), 400, 'UNKNOWN_FIELD'],
  ['with a repeated query', get({ path: '/?kind=a&kind=b' }), 400, 'INVALID_INPUT'],
  ['with a limit above the most', get({ path: '/?limit=201' }), 400, 'INVALID_INPUT'],
  ['with a limit of zero', get({ path: '/?limit=0' }), 400, 'INVALID_INPUT'],
  ['with a made-up cursor', get({ path: '/?cursor=abc' }), 400, 'CURSOR_MISMATCH'],
  ['with a body too large', post({ body: { name: 'x'.repeat(200) } }), 413, 'BODY_TOO_LARGE'],
  [
    'with a form',
    post({ body: 'name=x', headers: { 'content-type': 'application/x-www-form-urlencoded' } }),
    415,
    'UNSUPPORTED_MEDIA_TYPE',
  ],
] as const)('a request %s is refused in the one shape', async (_what, answer, status, code) => {
  const response = await answer
  expect(response.headers.get('x-request-id')).not.toBeNull()
  expect(response.headers.get('cache-control')).toBe('no-store')
  expect(await answerOf(response)).toEqual({ status, code })
})

test('a path that names nothing we could have does not exist', async () => {
  const one = [[getThing, async () => ({ said: 'here' })]] as const
  const asked = { cookie: admin.cookie, params: { orderId: 'ord_1' } }
  expect(await answerOf(await ask(house, one, asked))).toEqual({ status: 404, code: 'NOT_FOUND' })
  const there = { ...asked, params: { orderId: toWireId('order', systemDice.uuid()) } }
  expect((await ask(house, one, there)).status).toBe(200)
})

test('an unknown address answers in the same shape', async () => {
  expect(await answerOf(await ask(house, [], {}))).toEqual({ status: 404, code: 'NOT_FOUND' })
})

test('a list is walked page by page, and its cursor serves no other filter', async () => {
  const seen: string[] = []
  let path = '/?limit=2&kind=a'
  for (;;) {
    const { items, nextCursor } = await (await get({ path })).json()
    seen.push(...items.map(({ id }: { id: string }) => id))
    if (nextCursor === null) break
    path = `/?limit=2&kind=a&cursor=${nextCursor}`
  }
  expect(seen).toEqual(things.map(({ id }) => toWireId('order', id)))
  const stolen = path.replace('kind=a', 'kind=b')
  expect(await answerOf(await get({ path: stolen }))).toEqual({
    status: 400,
    code: 'CURSOR_MISMATCH',
  })
})

test('a change that leaves no trace in the audit log is a bug, and says nothing of itself', async () => {
  const silent = [[changeThing, async () => ({ said: 'done' })]] as const
  const response = await ask(house, silent, {
    method: 'POST',
    cookie: admin.cookie,
    body: { name: 'x' },
  })
  const text = await response.text()
  expect(response.status).toBe(500)
  expect(text).not.toContain('effect')
  expect(JSON.parse(text).error.code).toBe('INTERNAL')
})

test('a change leaves its audit row, under the request’s id and its person', async () => {
  await post({ body: { name: 'x' }, headers: { 'x-request-id': 'audited-request' } })
  expect(await auditOf(house, { organizationId, requestId: 'audited-request' })).toEqual([
    { action: 'thing.change', actorKind: 'person', actorId: admin.userId },
  ])
})

test('a failure with a code keeps its words; an accident keeps its own to the log', async () => {
  const failing = (error: unknown) =>
    ask(house, [[listThings, () => Promise.reject(error)]], { cookie: admin.cookie })
  const known = await failing(new AppError('CONFLICT', { public: 'Taken.', internal: 'secret' }))
  expect((await known.json()).error).toMatchObject({ code: 'CONFLICT', message: 'Taken.' })
  const accident = await failing(new Error('password=hunter2'))
  expect(await accident.text()).not.toContain('hunter2')
  const lost = await failing(Object.assign(new Error('x'), { code: 'ECONNREFUSED' }))
  expect(lost.status).toBe(503)
  expect(lost.headers.get('retry-after')).toBe('1')
})

test('one request more than the limit waits, and others are not held up by it', async () => {
  const greedy = await signedIn(house, { organizationId, role: 'ADMIN' })
  const { tokens } = RATE_RULES.write
  for (let index = 0; index < tokens; index++) {
    const { status } = await post({ cookie: greedy.cookie, body: { name: 'x' } })
    expect(status).toBe(201)
  }
  const refused = await post({ cookie: greedy.cookie, body: { name: 'x' } })
  expect(await answerOf(refused)).toEqual({ status: 429, code: 'RATE_LIMITED' })
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(refused.headers.get('ratelimit-remaining')).toBe('0')
  expect((await post({ body: { name: 'x' } })).status).toBe(201)
})
