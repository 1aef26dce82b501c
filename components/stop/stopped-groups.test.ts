import { expect, test } from 'vitest'
import { unixMsOf } from '#core/time/time.ts'
import { stoppedGroups } from './stopped-groups.ts'

const halted = (name: string, shown: object = {}) => ({
  clientName: 'Lynk',
  name,
  tradingState: 'HALTED' as const,
  tradingReason: 'lunch',
  tradingChangedAt: unixMsOf(2_000),
  tradingChangedBy: 'Ada',
  ...shown,
})

test('accounts that one person stopped for one reason are told together, since the first of them', () => {
  const groups = stoppedGroups([
    halted('Main'),
    halted('Spare', { tradingChangedAt: unixMsOf(1_000) }),
    halted('Third', { tradingState: 'ACTIVE' }),
  ])
  expect(groups).toMatchObject([
    { state: 'HALTED', names: ['Lynk / Main', 'Lynk / Spare'], since: 1_000, by: 'Ada' },
  ])
})

test('what the house stopped is told apart from what a person stopped', () => {
  const groups = stoppedGroups([halted('Main'), halted('Spare', { tradingChangedBy: null })])
  expect(groups.map(({ by }) => by)).toEqual(['Ada', null])
})
