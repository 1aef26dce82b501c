import { parentPort } from 'node:worker_threads'
import { assert } from '#core/assert.ts'
import { beBackground } from '#runtime/be-background.ts'
import { type ScanRequest, scanHere } from '#usecases/patterns/market-scanner.ts'
import type { ScanAnswer } from './scan-in-thread.ts'

/** A thread that remembers every market, so that the runner's other work never waits for a scan. */
const port = parentPort
assert(port !== null, 'this file is the start of a worker thread')
beBackground()
const scanner = scanHere()
port.on('message', async (request: ScanRequest) => {
  port.postMessage(await answerTo(request))
})

async function answerTo(request: ScanRequest): Promise<ScanAnswer> {
  try {
    return { kind: 'found', findings: await scanner.scan(request) }
  } catch (error) {
    return { kind: 'failed', message: String(error) }
  }
}
