import { expect, test } from 'vitest'
import { AssertionFailure, assert } from '#core/assert.ts'
import { unreachable } from '#core/unreachable.ts'

test('a kept rule is silent and a broken one is named', () => {
  expect(() => assert(true, 'holds')).not.toThrow()
  expect(() => assert(false, 'a release never exceeds its hold')).toThrow(
    new AssertionFailure('a release never exceeds its hold'),
  )
})

test('a value that no case handles ends the unit of work', () => {
  expect(() => unreachable({ kind: 'new', units: 1n } as never)).toThrow(
    'no case handles {"kind":"new","units":"1"}',
  )
})
