import { expect, test } from 'vitest'
import { unixMsOf } from '#core/time/time.ts'
import { nextTimeOf } from './cron.ts'

const at = (text: string) => unixMsOf(Date.parse(text))
const NOW = at('2026-03-28T23:15:00Z')

test.each([
  ['15 * * * *', '2026-03-29T00:15:00Z'],
  ['0 3 * * *', '2026-03-29T03:00:00Z'],
  ['30 2 * * 1', '2026-03-30T02:30:00Z'],
  ['*/5 * * * *', '2026-03-28T23:20:00Z'],
])('%s is next at %s, in UTC whatever the clocks do', (cron, wanted) => {
  expect(nextTimeOf(cron, NOW)).toBe(at(wanted))
})

test.each(['', 'daily', '* * * * * *', '61 * * * *', '0 0 31 2 *'])(
  '"%s" names no moment',
  (cron) => {
    expect(nextTimeOf(cron, NOW)).toBeNull()
  },
)
