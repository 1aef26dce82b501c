import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeBase32, encodeBase32 } from './base32.ts'

const uuid = fc.uuid()

test('any UUID survives the way to the wire and back', () => {
  fc.assert(fc.property(uuid, (id) => decodeBase32(encodeBase32(id)) === id))
})

test('ids sort on the wire as they do in the database', () => {
  fc.assert(fc.property(uuid, uuid, (a, b) => encodeBase32(a) < encodeBase32(b) === a < b))
})

test.each([
  ['of another length', '0'.repeat(25)],
  ['beyond 128 bits', `8${'0'.repeat(25)}`],
  ['with a letter that reads like a digit', `0${'o'.repeat(25)}`],
  ['in upper case', `0${'A'.repeat(25)}`],
])('text %s is no id', (_what, text) => {
  expect(decodeBase32(text)).toBeNull()
})
