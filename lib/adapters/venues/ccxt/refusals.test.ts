import { expect, test } from 'vitest'
import { BudgetSpent } from './http.ts'
import { provenRefusal } from './refusals.ts'

const answer = (status: number, code: string | null, text = '') => ({ status, code, text })

test.each([
  ['-1013', 'VENUE_FILTER_FAILURE'],
  ['-1021', 'VENUE_DEADLINE_PASSED'],
  ['-2010', 'VENUE_ORDER_REJECTED'],
  ['-2015', 'VENUE_KEY_REFUSED'],
  ['-1102', 'VENUE_REQUEST_MALFORMED'],
])('code %s proves that no order was accepted', (code, reason) => {
  expect(provenRefusal(new Error(), answer(400, code))).toBe(reason)
})

test.each([
  ['no answer at all', null],
  ['a server error', answer(503, null)],
  ['a server error with a code that would prove it', answer(500, '-1013')],
  ['-1006, an unexpected response', answer(400, '-1006')],
  ['-1007, a timeout of the engine', answer(408, '-1007')],
  ['an answer without a code', answer(400, null)],
  ['a client order id that is taken', answer(400, '-2010', 'Duplicate order sent.')],
])('%s leaves the order in doubt', (_what, refused) => {
  expect(provenRefusal(new Error(), refused)).toBeNull()
})

test('a request that our own budget held back was not accepted', () => {
  expect(provenRefusal(new BudgetSpent(1_000), null)).toBe('VENUE_BUDGET_SPENT')
})
