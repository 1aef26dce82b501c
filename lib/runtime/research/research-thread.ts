import { Worker } from 'node:worker_threads'
import type { BacktestJob, PlayedBacktest } from '#usecases/research/play-backtest.ts'
import type { PlayResearch } from '#usecases/research/play-research.ts'
import { playSweepInThreads } from './sweep-threads.ts'

export type FromThread =
  | { readonly kind: 'progress'; readonly progress: number }
  | { readonly kind: 'done'; readonly played: PlayedBacktest }

/** So much memory a run may take beside its candles. */
const MEMORY_MB_MAX = 1_024

/** Plays a backtest in a thread of its own, a sweep in several. */
export const playInThreads: PlayResearch = (job, options) =>
  job.kind === 'BACKTEST' ? playInThread(job, options) : playSweepInThreads(job, options)

/**
 * Plays a backtest in a thread of its own. Throws what it throws, and the signal's reason when that ends it: a
 * strategy that never returns is stopped as well.
 */
async function playInThread(
  job: BacktestJob,
  { signal, onProgress }: Parameters<PlayResearch>[1],
): Promise<PlayedBacktest> {
  signal.throwIfAborted()
  const { promise, resolve, reject } = Promise.withResolvers<PlayedBacktest>()
  const worker = new Worker(new URL('./research-worker.ts', import.meta.url), {
    workerData: job,
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB_MAX },
  })
  const stop = () => reject(signal.reason)
  signal.addEventListener('abort', stop, { once: true })
  worker.on('message', (message: FromThread) => {
    if (message.kind === 'progress') onProgress(message.progress)
    else resolve(message.played)
  })
  worker.once('error', reject)
  worker.once('exit', () => reject(new Error('the thread of a run ended without a result')))
  try {
    return await promise
  } finally {
    signal.removeEventListener('abort', stop)
    await worker.terminate()
  }
}
