import { expect, test } from 'vitest'
import { requireSameOrigin } from './same-origin.ts'

const OURS = 'https://desk.test'
const asked = (headers: Record<string, string>) => () =>
  requireSameOrigin(new Headers(headers), OURS)

test.each([
  ['one of our own pages', { 'sec-fetch-site': 'same-origin', origin: OURS }],
  ['our own page, without an origin', { 'sec-fetch-site': 'same-origin' }],
  ['an older browser on our own page', { origin: OURS }],
])('a change from %s is accepted', (_what, headers) => {
  expect(asked(headers)).not.toThrow()
})

test.each([
  ['another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.test' }],
  ['another site that lies about its origin', { 'sec-fetch-site': 'cross-site', origin: OURS }],
  ['a sibling host', { 'sec-fetch-site': 'same-site', origin: 'https://a.desk.test' }],
  ['a sibling port', { origin: 'https://desk.test:8443' }],
  ['the same host without TLS', { origin: 'http://desk.test' }],
  ['a host that begins like ours', { origin: 'https://desk.test.evil.test' }],
  ['an opaque origin', { origin: 'null' }],
  ['an opaque origin that claims to be us', { 'sec-fetch-site': 'same-origin', origin: 'null' }],
  ['the address bar', { 'sec-fetch-site': 'none' }],
  ['nowhere', {}],
])('a change from %s is refused', (_what, headers) => {
  expect(asked(headers)).toThrow(expect.objectContaining({ code: 'CROSS_ORIGIN' }))
})
