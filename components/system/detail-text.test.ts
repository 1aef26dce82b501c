import { expect, test } from 'vitest'
import { detailText } from './detail-text.ts'

test('a process says its particulars in one line, or nothing', () => {
  expect(detailText({ accounts: 2, mode: 'paper' })).toBe('accounts 2 · mode paper')
  expect(detailText({})).toBe('—')
})
