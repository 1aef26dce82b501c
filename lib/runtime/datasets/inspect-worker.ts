import { parentPort, workerData } from 'node:worker_threads'
import { assert } from '#core/assert.ts'
import type { Bars } from '#core/market/bars.ts'
import { beBackground } from '#runtime/be-background.ts'
import { inspectHere } from '#usecases/datasets/inspection.ts'

/** A thread of its own for one look, so that the runner's other work never waits for it. */
assert(parentPort !== null, 'this file is the start of a worker thread')
beBackground()
// Only inspect-in-thread.ts starts this file.
parentPort.postMessage(inspectHere(workerData as Bars))
