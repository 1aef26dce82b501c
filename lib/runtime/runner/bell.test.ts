import { expect, test } from 'vitest'
import { systemClock } from '#runtime/system-clock.ts'
import { Bell } from './bell.ts'

const LONG_MS = 60_000
const never = new AbortController().signal

test('a ring wakes who waits', async () => {
  const bell = new Bell(systemClock)
  const waiting = bell.wait(LONG_MS, never)
  bell.ring()
  await expect(waiting).resolves.toBeUndefined()
})

test('a ring while nobody waits is kept, once', async () => {
  const bell = new Bell(systemClock)
  bell.ring()
  bell.ring()
  await bell.wait(LONG_MS, never)
  let isAwake = false
  const again = bell.wait(LONG_MS, never).then(() => {
    isAwake = true
  })
  await Promise.resolve()
  expect(isAwake).toBe(false)
  bell.ring()
  await again
})

test('an abort ends the wait', async () => {
  const bell = new Bell(systemClock)
  await expect(bell.wait(LONG_MS, AbortSignal.abort())).resolves.toBeUndefined()
  const stopping = new AbortController()
  const waiting = bell.wait(LONG_MS, stopping.signal)
  stopping.abort()
  await expect(waiting).resolves.toBeUndefined()
})
