import { expect, test } from 'vitest'
import { clockText, digestText, minuteOf, rulesText } from './rules-text.ts'

const rules = { severityMin: 'ticket', quiet: null, timeZone: 'UTC', digestMinutes: 0 } as const

test('what a channel is told is said in a line', () => {
  expect(rulesText({ ...rules, severityMin: 'page' })).toBe('Pages')
  expect(rulesText(rules)).toBe('Pages, and tickets')
  const quiet = { fromMinute: 1_320, toMinute: 425 }
  expect(rulesText({ ...rules, quiet, digestMinutes: 60 })).toBe(
    'Pages, and tickets, every hour except 22:00–07:05 UTC',
  )
})

test('tickets are told together by the hour, the day or so many minutes', () => {
  expect([60, 1_440, 20].map(digestText)).toEqual(['every hour', 'every day', 'every 20 minutes'])
})

test('a minute of the day is what a time field says it is', () => {
  for (const minute of [0, 425, 1_439]) expect(minuteOf(clockText(minute))).toBe(minute)
  expect([minuteOf(''), minuteOf('7:05')]).toEqual([null, null])
})
