import { expect, test } from 'vitest'
import { strictestState } from './trading-scope.ts'

test('the strictest state wins, in whatever order they are told', () => {
  expect(strictestState([])).toBe('ACTIVE')
  expect(strictestState(['ACTIVE', 'REDUCING'])).toBe('REDUCING')
  expect(strictestState(['HALTED', 'REDUCING', 'ACTIVE'])).toBe('HALTED')
  expect(strictestState(['REDUCING', 'HALTED'])).toBe('HALTED')
})
