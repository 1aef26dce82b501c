import { expect, test } from 'vitest'
import { RESTORED_REASON, tradingAfter } from './trading-after.ts'

const restored = { state: 'HALTED', reason: RESTORED_REASON } as const

test.each(['SUSPECT', 'BROKEN', 'FAILED'] as const)(
  'an account out of a backup stays halted while its books are %s',
  (outcome) => {
    expect(tradingAfter(restored, { breaks: [], outcome })).toBeNull()
  },
)

test('a proof of its books lets an account out of a backup trade again', () => {
  const active = { state: 'ACTIVE', reason: null }
  expect(tradingAfter(restored, { breaks: [], outcome: 'PROVEN' })).toEqual(active)
})

test('what a person decided is no proof’s to change', () => {
  const paused = { state: 'HALTED', reason: 'lunch' } as const
  expect(tradingAfter(paused, { breaks: [], outcome: 'PROVEN' })).toBeNull()
})
