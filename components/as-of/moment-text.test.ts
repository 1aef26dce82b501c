import { expect, test } from 'vitest'
import { movedMoment, parseMoment } from './moment-text.ts'

const AT = '2026-11-21 14:03:05'

test('a moment is read to the second, in UTC', () => {
  expect(parseMoment(AT)).toBe(Date.UTC(2026, 10, 21, 14, 3, 5))
  expect(parseMoment('2026-11-21T14:03')).toBe(Date.UTC(2026, 10, 21, 14, 3))
})

test.each(['', '14:03:05', '2026-13-21 14:03', '2026-11-21 25:00', 'now'])(
  '%j is no moment',
  (text) => expect(parseMoment(text)).toBeNull(),
)

test.each([
  [3, '2026-11-22 14:03:05'],
  [10, '2026-11-22 14:03:05'],
  [12, '2026-11-21 15:03:05'],
  [15, '2026-11-21 14:04:05'],
  [19, '2026-11-21 14:03:06'],
])('the part under the cursor at %i is moved', (caret, moved) => {
  expect(movedMoment(AT, { caret, by: 1 })).toBe(moved)
})
