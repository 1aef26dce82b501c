import { expect, test } from 'vitest'
import { unixMsOf } from '#core/time/time.ts'
import { type TellingRules, tellAt } from './tell-at.ts'

const at = (iso: string) => unixMsOf(Date.parse(iso))
const rules = (changes: Partial<TellingRules> = {}): TellingRules => ({
  severityMin: 'ticket',
  quiet: null,
  timeZone: 'UTC',
  digestMinutes: 0,
  ...changes,
})
const night = { fromMinute: 22 * 60, toMinute: 7 * 60 }

test('a page is told at once, in quiet hours and digests too', () => {
  const now = at('2026-11-21T23:30:10Z')
  expect(tellAt(now, 'page', rules({ quiet: night, digestMinutes: 60 }))).toBe(now)
  expect(tellAt(now, 'page', rules({ severityMin: 'page' }))).toBe(now)
})

test('a channel for pages never hears of a ticket', () => {
  expect(tellAt(at('2026-11-21T12:00:00Z'), 'ticket', rules({ severityMin: 'page' }))).toBeNull()
})

test.each([
  ['2026-11-21T21:59:59.000Z', '2026-11-21T21:59:59.000Z'],
  ['2026-11-21T22:00:00.000Z', '2026-11-22T07:00:00.000Z'],
  ['2026-11-22T06:59:30.500Z', '2026-11-22T07:00:00.000Z'],
  ['2026-11-22T07:00:00.000Z', '2026-11-22T07:00:00.000Z'],
])('a ticket at %s is told at %s when nights are quiet', (now, told) => {
  expect(tellAt(at(now), 'ticket', rules({ quiet: night }))).toBe(at(told))
})

test('quiet hours are those of the channel’s own day', () => {
  const now = at('2026-11-21T19:00:00Z')
  const tokyo = rules({ quiet: night, timeZone: 'Asia/Tokyo' })
  expect(tellAt(now, 'ticket', tokyo)).toBe(at('2026-11-21T22:00:00Z'))
})

test('tickets of one digest are told together at its end, or when the night is over', () => {
  const hourly = rules({ digestMinutes: 60 })
  expect(tellAt(at('2026-11-21T12:00:00Z'), 'ticket', hourly)).toBe(at('2026-11-21T13:00:00Z'))
  expect(tellAt(at('2026-11-21T12:59:59Z'), 'ticket', hourly)).toBe(at('2026-11-21T13:00:00Z'))
  const nightly = rules({ digestMinutes: 60, quiet: night })
  expect(tellAt(at('2026-11-21T21:30:00Z'), 'ticket', nightly)).toBe(at('2026-11-22T07:00:00Z'))
})

test('quiet hours from a minute to itself are none', () => {
  const now = at('2026-11-21T12:00:00Z')
  const quiet = { fromMinute: 720, toMinute: 720 }
  expect(tellAt(now, 'ticket', rules({ quiet }))).toBe(now)
})
