import { parentPort, workerData } from 'node:worker_threads'
import { assert } from '#core/assert.ts'
import { ALL_STRATEGIES } from '#core/strategies/all-strategies.ts'
import { beBackground } from '#runtime/be-background.ts'
import { pointPlayer } from '#usecases/research/play-point.ts'
import type { FromPoints, PointWork } from './sweep-threads.ts'

/** One thread of a sweep on the desk: it takes combinations until none is left, and ends. */
assert(parentPort !== null, 'this file is the start of a worker thread')
beBackground()
// Only sweep-threads.ts starts this file.
const { run, swept, points, next } = workerData as PointWork
const strategy = ALL_STRATEGIES.find(({ name }) => name === run.strategy)
assert(strategy !== undefined, 'a queued run names a strategy that there is')
const play = pointPlayer(run, { strategy, swept })
for (let index = Atomics.add(next, 0, 1); ; index = Atomics.add(next, 0, 1)) {
  const values = points[index]
  if (values === undefined) break
  const message: FromPoints = { index, point: play(values) }
  parentPort.postMessage(message)
}
