import { parentPort, workerData } from 'node:worker_threads'
import { assert } from '#core/assert.ts'
import { beBackground } from '#runtime/be-background.ts'
import { type BacktestJob, playBacktest } from '#usecases/research/play-backtest.ts'
import { hashRun } from './hash-run.ts'
import type { FromThread } from './research-thread.ts'

/** A thread of its own for one backtest, so that the runner's other work never waits for it. */
assert(parentPort !== null, 'this file is the start of a worker thread')
beBackground()
const port = parentPort
const tell = (message: FromThread) => port.postMessage(message)
// Only research-thread.ts starts this file.
const job = workerData as BacktestJob
tell({
  kind: 'done',
  played: playBacktest(job, {
    hashesOf: hashRun,
    onProgress: (progress) => tell({ kind: 'progress', progress }),
  }),
})
