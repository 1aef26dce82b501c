import { expect, test } from 'vitest'
import type { Clock } from '#ports/clock.ts'
import { systemClock } from '#runtime/system-clock.ts'
import { silentLog } from '#test/silent-log.ts'
import { Bell } from './bell.ts'
import { FAILURE_DELAY_MS_FIRST, FAILURE_DELAY_MS_MAX, repeat } from './repeat.ts'

/** Sleeps no time at all and remembers how long it was asked to. */
function sleeplessClock(): Clock & { readonly slept: number[] } {
  const slept: number[] = []
  return {
    ...systemClock,
    slept,
    sleep: async (ms) => {
      slept.push(ms)
    },
  }
}

test('a round that fails is tried again after longer and longer, until one succeeds', async () => {
  const clock = sleeplessClock()
  const stopping = new AbortController()
  let rounds = 0
  await repeat(
    {
      name: 'test',
      everyMs: 1,
      bell: new Bell(clock),
      signal: stopping.signal,
      clock,
      log: silentLog,
    },
    async () => {
      rounds += 1
      if (rounds < 9) throw new Error('planned')
      stopping.abort()
    },
  )
  expect(clock.slept.slice(0, 3)).toEqual([1, 2, 4].map((times) => FAILURE_DELAY_MS_FIRST * times))
  expect(Math.max(...clock.slept)).toBe(FAILURE_DELAY_MS_MAX)
})

test('a failure after the end is not told', async () => {
  const clock = sleeplessClock()
  const stopping = new AbortController()
  const round = repeat(
    {
      name: 'test',
      everyMs: 1,
      bell: new Bell(clock),
      signal: stopping.signal,
      clock,
      log: silentLog,
    },
    async () => {
      stopping.abort()
      throw new Error('planned')
    },
  )
  await expect(round).resolves.toBeUndefined()
  expect(clock.slept).toEqual([])
})
