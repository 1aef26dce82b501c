import { NextRequest } from 'next/server.js'
import { expect, test } from 'vitest'
import { guard } from './guard.ts'
import { createRateLimiter } from './rate-limiter.ts'
import { sealSessionToken } from './session-token.ts'

const SECRET = 's'.repeat(43)
const options = (tokens = 100) => ({
  publicOrigin: 'http://desk.test',
  secret: SECRET,
  limiter: createRateLimiter(null),
  rule: { name: 'coarse', tokens, windowMs: 10_000 },
})
const visit = (path: string, headers: Record<string, string> = {}, guarded = options()) =>
  guard(new NextRequest(new URL(path, 'http://desk.test'), { headers }), guarded)

test('a page without a session leads to the sign-in page and back', async () => {
  const answer = await visit('/desk/orders?tab=open')
  expect(answer.status).toBe(307)
  expect(answer.headers.get('location')).toBe(
    'http://desk.test/sign-in?next=%2Fdesk%2Forders%3Ftab%3Dopen',
  )
})

test('a page with a session gets a policy of its own, without anything unsafe', async () => {
  const cookie = `truebook-session=${await sealSessionToken('a-session', SECRET)}`
  const policies = await Promise.all(
    [1, 2].map(async () =>
      (await visit('/desk', { cookie })).headers.get('content-security-policy'),
    ),
  )
  expect(policies[0]).toMatch(
    /^default-src 'none'; script-src 'self' 'nonce-[^']{24}' 'strict-dynamic'/,
  )
  expect(policies[0]).not.toContain('unsafe')
  expect(policies[0]).not.toBe(policies[1])
})

test('a cookie that is not ours opens no page', async () => {
  const foreign = await sealSessionToken('a-session', 'x'.repeat(43))
  for (const value of ['made-up', foreign]) {
    expect((await visit('/desk', { cookie: `truebook-session=${value}` })).status).toBe(307)
  }
})

test.each(['/sign-in', '/invite/abc', '/setup'])('%s needs no session', async (path) => {
  expect((await visit(path)).status).toBe(200)
})

test.each(['/sign-in-as-admin', '/setups', '/invited'])('%s is not public', async (path) => {
  expect((await visit(path)).status).toBe(307)
})

test('the API is left to decide for itself', async () => {
  const answer = await visit('/api/v1/orders')
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-security-policy')).toBeNull()
})

test('an address that asks too often is told to wait, and no other', async () => {
  const guarded = options(2)
  const from = (address: string) =>
    visit('/api/v1/me', { 'x-truebook-client-address': address }, guarded)
  await from('10.0.0.1')
  await from('10.0.0.1')
  const refused = await from('10.0.0.1')
  expect(refused.status).toBe(429)
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  expect((await refused.json()).error.code).toBe('RATE_LIMITED')
  expect((await from('10.0.0.2')).status).toBe(200)
})
