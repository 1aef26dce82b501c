import { Worker } from 'node:worker_threads'
import type { PlayedResearch, ResearchJob } from '#usecases/research/play-research.ts'

export type FromThread =
  | { readonly kind: 'progress'; readonly progress: number }
  | { readonly kind: 'done'; readonly played: PlayedResearch }

/** So much memory a run may take beside its candles. */
const MEMORY_MB_MAX = 1_024

/**
 * Plays a run in a thread of its own. Throws what it throws, and the signal's reason when that ends it: a
 * strategy that never returns is stopped as well.
 */
export async function playInThread(
  job: ResearchJob,
  { signal, onProgress }: { signal: AbortSignal; onProgress(progress: number): void },
): Promise<PlayedResearch> {
  signal.throwIfAborted()
  const { promise, resolve, reject } = Promise.withResolvers<PlayedResearch>()
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
