import { expect, test } from 'vitest'
import { ClockOffset, sureOffsetMs } from './clock-offset.ts'

/** What is told by answers of a desk whose clock is behind this browser's by `offset`. */
function told(offset: number, asked: readonly number[], wayMs = 40) {
  const clock = new ClockOffset()
  const bounds = asked.map((askedAt) => {
    const madeAt = askedAt + wayMs / 2 - offset
    return clock.read({
      askedAt,
      heardAt: askedAt + wayMs,
      saidAt: Math.floor(madeAt / 1_000) * 1_000,
    })
  })
  return sureOffsetMs(bounds.at(-1) ?? { least: 0, most: 0 })
}

const ANSWERS = [10_000, 15_270, 20_510, 25_790, 30_940]

test('clocks that agree are never called different, whatever part of a second it is', () => {
  for (const offset of [-900, -200, 0, 200, 900]) expect(told(offset, ANSWERS)).toBe(0)
})

test('a clock that is ahead or behind by more than a second is told within a few answers', () => {
  expect(told(1_500, ANSWERS)).toBeGreaterThan(1_000)
  expect(told(-1_500, ANSWERS)).toBeLessThan(-1_000)
  expect(told(60_000, ANSWERS.slice(0, 1))).toBeGreaterThan(58_000)
})

test('a slow way to the desk is not taken for a wrong clock', () => {
  expect(told(0, ANSWERS, 5_000)).toBe(0)
})

test('a clock that is set right is believed at once', () => {
  const clock = new ClockOffset()
  clock.read({ askedAt: 90_000, heardAt: 90_040, saidAt: 30_000 })
  const right = clock.read({ askedAt: 40_000, heardAt: 40_040, saidAt: 40_000 })
  expect(sureOffsetMs(right)).toBe(0)
})
