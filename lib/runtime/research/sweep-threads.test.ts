import { expect, test } from 'vitest'
import { DEFAULT_ASSUMPTIONS } from '#core/backtest/assumptions.ts'
import { priceWalk } from '#test/price-walk.ts'
import type { SweepJob } from '#usecases/research/play-sweep.ts'
import { playSweepInThreads } from './sweep-threads.ts'

const job: SweepJob = {
  kind: 'SWEEP',
  bars: priceWalk(5_000),
  strategy: 'sma-cross',
  parameters: { direction: 'both', stopPercent: 0.4 },
  grid: { fast: { from: 5, to: 9, step: 1 }, slow: { from: 8, to: 20, step: 4 } },
  assumptions: { ...DEFAULT_ASSUMPTIONS, cash: 1_000, sizing: { kind: 'equity', fraction: 0.5 } },
  tick: null,
}
const unwatched = () => undefined
const { signal } = new AbortController()

test('any number of threads gives the same result to the last bit, each combination once', async () => {
  const alone = await playSweepInThreads(job, { signal, onProgress: unwatched, threads: 1 })
  const told: number[] = []
  const onProgress = (progress: number) => told.push(progress)
  const shared = await playSweepInThreads(job, { signal, onProgress, threads: 2 })
  expect(shared).toEqual(alone)
  const count = alone.result.points.length
  expect(count).toBe(18)
  expect(told).toEqual(Array.from({ length: count }, (_, i) => (i + 1) / count))
})

test('a sweep that is canceled ends with the reason that was given, in the middle of its work', async () => {
  const canceled = new AbortController()
  const reason = new Error('not wanted any more')
  const onProgress = () => canceled.abort(reason)
  const playing = playSweepInThreads(job, { signal: canceled.signal, onProgress, threads: 1 })
  await expect(playing).rejects.toBe(reason)
})
