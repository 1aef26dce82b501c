import { expect, test, vi } from 'vitest'
import { createRateLimiter, type RateRule } from './rate-limiter.ts'
import { WindowCounters } from './window-counters.ts'

const RULE: RateRule = { name: 'test', tokens: 3, windowMs: 60_000 }
const take = async (limiter: ReturnType<typeof createRateLimiter>, key: string, times: number) => {
  const verdicts = []
  for (let index = 0; index < times; index++) verdicts.push(await limiter.take(RULE, key))
  return verdicts.map(({ isAllowed }) => isAllowed)
}

test('the try after the last is refused, for that key alone', async () => {
  const limiter = createRateLimiter(null)
  expect(await take(limiter, 'one', 4)).toEqual([true, true, true, false])
  expect(await take(limiter, 'two', 1)).toEqual([true])
})

test('a try that is given back may be used again', async () => {
  const limiter = createRateLimiter(null)
  await take(limiter, 'one', 3)
  await limiter.giveBack(RULE, 'one')
  expect(await take(limiter, 'one', 2)).toEqual([true, false])
})

test('tries come back as their window passes', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  const limiter = createRateLimiter(null)
  expect(await take(limiter, 'one', 4)).toEqual([true, true, true, false])
  vi.setSystemTime(Date.now() + 2 * RULE.windowMs)
  expect(await take(limiter, 'one', 1)).toEqual([true])
  vi.useRealTimers()
})

test('a backend that does not answer lifts no limit', async () => {
  const limiter = createRateLimiter({ url: 'http://127.0.0.1:9', token: 'x' })
  expect(await take(limiter, 'one', 4)).toEqual([true, true, true, false])
})

test('whoever brings many keys makes the counters forget, not grow', async () => {
  const counters = new WindowCounters(10)
  for (let index = 0; index < 100; index++) {
    const keys = [`key-${index}:2`, `key-${index}:1`]
    await counters.eval('incrementBy previousKey', keys, [5, 120_000, 60_000, 1])
  }
  expect(counters.size).toBe(10)
})

test('a script that is not the sliding window’s is refused', async () => {
  const counters = new WindowCounters()
  await expect(counters.eval('return 1', ['a', 'b'], [])).rejects.toThrow('sliding window')
})
