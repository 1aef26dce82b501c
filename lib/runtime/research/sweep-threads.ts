import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { assert } from '#core/assert.ts'
import { BAR_COLUMNS, type Bars, makeBars } from '#core/market/bars.ts'
import type { ParameterValues } from '#core/strategies/parameter.ts'
import type { PlayedPoint } from '#usecases/research/play-point.ts'
import type { PlayResearch } from '#usecases/research/play-research.ts'
import {
  concludeSweep,
  type PlayedSweep,
  planSweep,
  type SweepJob,
} from '#usecases/research/play-sweep.ts'
import type { RunJob } from '#usecases/research/run-job.ts'

/** So much memory a thread may take beside the candles, which all share. */
const MEMORY_MB_MAX = 512

/** What a thread of a sweep is given. */
export type PointWork = {
  readonly run: RunJob
  readonly swept: readonly string[]
  readonly points: readonly ParameterValues[]
  /** The index of the next combination that nobody has taken. */
  readonly next: Int32Array
}

export type FromPoints = { readonly index: number; readonly point: PlayedPoint }

export type SweepOptions = Parameters<PlayResearch>[1] & { readonly threads?: number }

/** One core stays with the orders. */
const THREADS = Math.max(1, availableParallelism() - 1)

/**
 * Plays every combination of a grid over threads that share one copy of the candles; any number of them gives the
 * same result to the last bit. Throws what a thread throws, and the signal's reason when that ends it.
 */
export async function playSweepInThreads(
  job: SweepJob,
  { signal, onProgress, threads = THREADS }: SweepOptions,
): Promise<PlayedSweep> {
  signal.throwIfAborted()
  const plan = planSweep(job)
  const played: PlayedPoint[] = new Array(plan.points.length)
  let finished = 0
  const take = ({ index, point }: FromPoints) => {
    played[index] = point
    finished += 1
    onProgress(finished / played.length)
  }
  const next = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))
  const { swept, points } = plan
  const work: PointWork = { run: { ...job, bars: sharedBars(job.bars) }, swept, points, next }
  const count = Math.min(threads, played.length)
  const workers = Array.from({ length: count }, () => startThread(work))
  try {
    await Promise.all(workers.map((worker) => overOf(worker, { signal, take })))
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()))
  }
  assert(finished === played.length, 'the threads of a sweep play every combination once')
  return concludeSweep(job, plan, played)
}

function startThread(work: PointWork): Worker {
  return new Worker(new URL('./point-worker.ts', import.meta.url), {
    workerData: work,
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB_MAX },
  })
}

/** Resolves when a thread finds no combination left. */
async function overOf(
  worker: Worker,
  { signal, take }: { readonly signal: AbortSignal; take(message: FromPoints): void },
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const stop = () => reject(signal.reason)
  signal.addEventListener('abort', stop, { once: true })
  worker.on('message', take)
  worker.once('error', reject)
  worker.once('exit', (code) => {
    if (code === 0) resolve()
    else reject(new Error('a thread of a sweep ended before its work'))
  })
  try {
    await promise
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

function sharedBars(bars: Bars): Bars {
  const shared = makeBars(bars.length, bars.timeframeMs, 'shared')
  for (const column of BAR_COLUMNS) shared[column].set(bars[column])
  return shared
}
