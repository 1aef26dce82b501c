import { expect, test, vi } from 'vitest'
import { createRateLimiter } from '#edge/rate-limiter.ts'
import { toldClock } from '#test/told-clock.ts'
import { SIGN_IN_ACCOUNT, SIGN_IN_ADDRESS } from './limits.ts'
import { takeSignInTries } from './sign-in-tries.ts'

const newHouse = () => ({ limiter: createRateLimiter(null), clock: toldClock() })
const limited = expect.objectContaining({ code: 'RATE_LIMITED' })

test('an account has five tries, from wherever they come and however it is spelled', async () => {
  const house = newHouse()
  for (let index = 0; index < SIGN_IN_ACCOUNT.tokens; index++) {
    await takeSignInTries(house, { email: 'one@example.test', address: `10.0.0.${index}` })
  }
  const sixth = { email: ' ONE@example.test', address: '10.0.1.1' }
  await expect(takeSignInTries(house, sixth)).rejects.toEqual(limited)
})

test('an address has twenty tries, for whomever they are', async () => {
  const house = newHouse()
  const address = '10.0.0.1'
  for (let index = 0; index < SIGN_IN_ADDRESS.tokens; index++) {
    await takeSignInTries(house, { email: `${index}@example.test`, address })
  }
  const next = { email: 'next@example.test', address }
  await expect(takeSignInTries(house, next)).rejects.toEqual(limited)
})

test('who knows the password may sign in as often as they like', async () => {
  const house = newHouse()
  for (let index = 0; index < 3 * SIGN_IN_ADDRESS.tokens; index++) {
    const tries = await takeSignInTries(house, { email: 'one@example.test', address: '10.0.0.1' })
    await tries.giveBack()
  }
})

test('who guesses every minute gets what a lock that doubles to an hour would leave', async () => {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 1), toFake: ['Date'] })
  try {
    const house = newHouse()
    const guessedWithin = new Map<number, number>()
    let guessed = 0
    for (let minute = 0; minute < 24 * 60; minute++) {
      const guess = { email: 'one@example.test', address: `10.0.${minute}.1` }
      guessed += await takeSignInTries(house, guess).then(one, none)
      guessedWithin.set(minute, guessed)
      vi.advanceTimersByTime(60_000)
    }
    expect([14, 44, 104, 24 * 60 - 1].map((minute) => guessedWithin.get(minute))).toEqual([
      5, 6, 7, 29,
    ])
  } finally {
    vi.useRealTimers()
  }
})

const one = () => 1
const none = () => 0
