import { parentPort, workerData } from 'node:worker_threads'
import { assert } from '#core/assert.ts'
import { ALL_STRATEGIES } from '#core/strategies/all-strategies.ts'
import { playPoints, type SweepMemory } from './sweep-memory.ts'

/** One thread of a sweep: it says that it is ready, and plays when it is told to. */
assert(parentPort !== null, 'this file is the start of a worker thread')
const port = parentPort
// Only run-sweep.ts starts this file.
const memory = workerData as SweepMemory
const strategy = ALL_STRATEGIES.find(({ name }) => name === memory.strategyName)
assert(strategy !== undefined, 'a sweep names a strategy that there is')
port.once('message', () => {
  playPoints(memory, strategy)
  port.postMessage('done')
})
port.postMessage('ready')
