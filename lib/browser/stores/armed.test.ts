import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ARMED_MS_MAX, isArmed, useArmed } from './armed.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => {
  useArmed.getState().disarm()
  vi.useRealTimers()
})

test('arming ends by itself', () => {
  useArmed.getState().arm(60_000)
  expect(isArmed()).toBe(true)
  vi.advanceTimersByTime(59_999)
  expect(isArmed()).toBe(true)
  vi.advanceTimersByTime(1)
  expect(useArmed.getState().armedUntil).toBeNull()
})

test('arming never lasts longer than fifteen minutes', () => {
  useArmed.getState().arm(Number.POSITIVE_INFINITY)
  vi.advanceTimersByTime(ARMED_MS_MAX)
  expect(isArmed()).toBe(false)
})

test('nothing is armed for no time', () => {
  useArmed.getState().arm(60_000)
  useArmed.getState().arm(Number.NaN)
  expect(isArmed()).toBe(false)
})

test('a computer that slept past the end is not armed, though its timer has not run', () => {
  useArmed.getState().arm(60_000)
  vi.setSystemTime(Date.now() + 60_000)
  expect(isArmed()).toBe(false)
})

test('arming again counts from then', () => {
  useArmed.getState().arm(60_000)
  vi.advanceTimersByTime(50_000)
  useArmed.getState().arm(60_000)
  vi.advanceTimersByTime(50_000)
  expect(isArmed()).toBe(true)
})
