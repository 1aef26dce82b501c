import { expect, test } from 'vitest'
import type { MarkFacts } from './place-marks.ts'
import { placeMarks, UNANSWERED_MS } from './place-marks.ts'

const NOW = 1_000_000
const account = (shown: object) =>
  ({ archivedAt: null, status: 'CONNECTED', tradingState: 'ACTIVE', ...shown }) as never
const marks = (facts: Partial<MarkFacts>, now: number | null = NOW) =>
  Object.fromEntries(placeMarks({ accounts: [], books: [], openOrders: [], ...facts }, now))

test('nothing is marked while nothing needs a person', () => {
  expect(marks({ accounts: [account({})], books: [{ state: 'PROVEN' } as never] })).toEqual({})
})

test('a break is told before a halt', () => {
  const halted = [account({ tradingState: 'HALTED' })]
  expect(marks({ accounts: halted })).toEqual({
    '/desk/accounts': { tone: 'attention', text: '1 account halted' },
  })
  expect(marks({ accounts: halted, books: [{ state: 'OPEN' } as never] })).toEqual({
    '/desk/accounts': { tone: 'stop', text: '1 account with a break' },
  })
})

test('an archived account needs nobody', () => {
  expect(marks({ accounts: [account({ archivedAt: 1, tradingState: 'HALTED' })] })).toEqual({})
})

test('an order is in doubt once the venue has been silent about it too long', () => {
  const sent = { state: 'SENDING', sentAt: NOW - UNANSWERED_MS } as never
  expect(marks({ openOrders: [sent] })).toEqual({})
  expect(marks({ openOrders: [sent] }, NOW + 1)).toEqual({
    '/desk/orders': { tone: 'attention', text: '1 order in doubt' },
  })
})
