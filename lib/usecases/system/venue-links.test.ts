import { expect, test } from 'vitest'
import { unixMsOf } from '#core/time/time.ts'
import { venueLinks } from './venue-links.ts'

const at = unixMsOf(0)
const beat = (detail: Record<string, unknown>) =>
  ({ process: 'runner', instance: 'one', startedAt: at, beatAt: at, detail }) as const

test('of several runners the clock that is furthest off is told, and every circuit', () => {
  const breakers = [{ name: 'sim/place/an-account', state: 'open', sinceAt: 5 }]
  expect(
    venueLinks([
      beat({ clockOffsetMs: { sim: 20 } }),
      beat({ clockOffsetMs: { sim: -300 }, breakers }),
    ]),
  ).toEqual({
    clocks: [{ venue: 'sim', offsetMs: -300 }],
    circuits: [{ venue: 'sim', kind: 'place', account: 'an-account', state: 'open', sinceAt: 5 }],
  })
})

test('a process that says nothing of it, or something else, says nothing', () => {
  const strange = beat({ clockOffsetMs: 'late', breakers: [{ name: 7 }] })
  expect(venueLinks([beat({}), strange])).toEqual({ clocks: [], circuits: [] })
})
