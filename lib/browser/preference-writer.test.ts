import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { KEEP_AFTER_MS, PreferenceWriter, RETRY_AFTER_MS } from './preference-writer.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function writer(keep = async () => {}) {
  const kept: [string, unknown][] = []
  const made = new PreferenceWriter(async (key, value) => {
    await keep()
    kept.push([key, value])
  })
  return { made, kept }
}

test('a burst of changes is kept once, with its last value, and shows at once', async () => {
  const { made, kept } = writer()
  for (const width of [1, 2, 3]) made.set('layout.market', width)
  expect(made.get('layout.market')).toBe(3)
  await vi.advanceTimersByTimeAsync(KEEP_AFTER_MS)
  expect(kept).toEqual([['layout.market', 3]])
  expect(made.has('layout.market')).toBe(false)
})

test('a change made while the one before is being kept is kept too', async () => {
  const { made, kept } = writer(() => Promise.resolve())
  made.set('a', 1)
  vi.advanceTimersByTime(KEEP_AFTER_MS)
  made.set('a', 2)
  await vi.advanceTimersByTimeAsync(KEEP_AFTER_MS)
  expect(kept).toEqual([
    ['a', 1],
    ['a', 2],
  ])
})

test('what cannot be kept stays on the page and is tried again', async () => {
  let isDown = true
  const { made, kept } = writer(() =>
    isDown ? Promise.reject(new Error('down')) : Promise.resolve(),
  )
  made.set('a', 1)
  await vi.advanceTimersByTimeAsync(KEEP_AFTER_MS)
  expect(made.get('a')).toBe(1)
  isDown = false
  await vi.advanceTimersByTimeAsync(RETRY_AFTER_MS)
  expect(kept).toEqual([['a', 1]])
})

test('a page that goes sends what it holds', async () => {
  const { made, kept } = writer()
  made.set('a', 1)
  made.flush()
  await vi.advanceTimersByTimeAsync(0)
  expect(kept).toEqual([['a', 1]])
})
