import { expect, test } from 'vitest'
import { nextPageOf } from './session.ts'

test.each([
  ['/desk/orders?state=history', '/desk/orders?state=history'],
  ['//evil.test', '/'],
  ['/\\evil.test', '/'],
  ['https://evil.test', '/'],
  ['', '/'],
  [null, '/'],
])('after signing in, %s leads to %s', (next, page) => {
  expect(nextPageOf(next)).toBe(page)
})
