import { expect, test } from 'vitest'
import { RETRY_DELAY_MS_MAX, retryDelayMs } from './retry-delay.ts'

test('the delay begins at a second, doubles, and stays at an hour', () => {
  expect([1, 2, 3, 4].map(retryDelayMs)).toEqual([1_000, 2_000, 4_000, 8_000])
  expect(retryDelayMs(13)).toBe(RETRY_DELAY_MS_MAX)
  expect(retryDelayMs(10_000)).toBe(RETRY_DELAY_MS_MAX)
})
