import { Worker } from 'node:worker_threads'
import { BAR_COLUMNS, type Bars } from '#core/market/bars.ts'
import type { Inspection } from '#usecases/datasets/inspection.ts'

/** Looks at candles in a thread of its own, which takes their memory with it. */
export async function inspectInThread(bars: Bars): Promise<Inspection> {
  const { promise, resolve, reject } = Promise.withResolvers<Inspection>()
  const worker = new Worker(new URL('./inspect-worker.ts', import.meta.url), {
    workerData: bars,
    transferList: BAR_COLUMNS.map((name) => bars[name].buffer as ArrayBuffer),
  })
  worker.once('message', resolve)
  worker.once('error', reject)
  worker.once('exit', () => reject(new Error('the thread that looks at candles ended early')))
  try {
    return await promise
  } finally {
    await worker.terminate()
  }
}
