import { parentPort, workerData } from 'node:worker_threads'
import { assert } from '#core/assert.ts'
import { type BacktestJob, playBacktest } from '#usecases/research/play-backtest.ts'
import type { FromThread } from './backtest-thread.ts'
import { hashRun } from './hash-run.ts'

/** A thread of its own for one backtest, so that the runner's other work never waits for it. */
assert(parentPort !== null, 'this file is the start of a worker thread')
const port = parentPort
const tell = (message: FromThread) => port.postMessage(message)
// Only backtest-thread.ts starts this file.
const job = workerData as BacktestJob
tell({
  kind: 'done',
  played: playBacktest(job, {
    hashesOf: hashRun,
    onProgress: (progress) => tell({ kind: 'progress', progress }),
  }),
})
