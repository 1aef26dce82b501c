import { parentPort, workerData } from 'node:worker_threads'
import { assert } from '#core/assert.ts'
import { playResearch, type ResearchJob } from '#usecases/research/play-research.ts'
import { hashRun } from './hash-run.ts'
import type { FromThread } from './research-thread.ts'

/** A thread of its own for one run, so that the runner's other work never waits for it. */
assert(parentPort !== null, 'this file is the start of a worker thread')
const port = parentPort
const tell = (message: FromThread) => port.postMessage(message)
// Only research-thread.ts starts this file.
const job = workerData as ResearchJob
tell({
  kind: 'done',
  played: playResearch(job, {
    hashesOf: hashRun,
    onProgress: (progress) => tell({ kind: 'progress', progress }),
  }),
})
