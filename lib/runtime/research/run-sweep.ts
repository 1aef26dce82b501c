import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Assumptions } from '#core/backtest/assumptions.ts'
import { sharedColumns } from '#core/backtest/sweep-point.ts'
import type { SweepRow } from '#core/backtest/sweep-tally.ts'
import { BAR_COLUMNS, type Bars, makeBars } from '#core/market/bars.ts'
import type { ParameterValues } from '#core/strategies/parameter.ts'
import type { Strategy } from '#core/strategies/strategy.ts'
import {
  makeSweepMemory,
  pointsFinished,
  rowsOf,
  type SweepMemory,
  stopSweep,
  writeRow,
} from './sweep-memory.ts'

export const SWEEP_WORKERS_MAX = 64
const PROGRESS_EVERY_MS = 200

export type Sweep = {
  readonly bars: Bars
  readonly tick: number | null
  readonly strategy: Strategy
  readonly assumptions: Assumptions
  readonly points: readonly ParameterValues[]
  readonly workers: number
  /** Figures known from a sweep that was canceled, by point. */
  readonly known?: ReadonlyMap<number, SweepRow>
  readonly signal?: AbortSignal
  onProgress?(progress: SweepProgress): void
}

export type SweepProgress = {
  readonly finished: number
  readonly points: number
  readonly elapsedMs: number
}

export type SweepResult = {
  /** By point; null where the sweep was canceled before. */
  readonly rows: readonly (SweepRow | null)[]
  readonly isCanceled: boolean
  /** From all threads being ready to the last being done. */
  readonly elapsedMs: number
}

/** Plays every point over threads that share one copy of the data. Any number of them gives the same figures. */
export async function runSweep(sweep: Sweep): Promise<SweepResult> {
  const memory = fillMemory(sweep)
  const workers = Array.from({ length: sweep.workers }, () => startWorker(memory))
  const cancel = () => stopSweep(memory)
  try {
    await Promise.all(workers.map((worker) => once(worker, 'message')))
    const startedAt = performance.now()
    const elapsedMs = () => performance.now() - startedAt
    sweep.signal?.addEventListener('abort', cancel)
    if (sweep.signal?.aborted) cancel()
    const tell = () => {
      const { length: points } = sweep.points
      sweep.onProgress?.({ finished: pointsFinished(memory), points, elapsedMs: elapsedMs() })
    }
    const timer = setInterval(tell, PROGRESS_EVERY_MS)
    const all = workers.map((worker) => once(worker, 'message'))
    for (const worker of workers) worker.postMessage('go')
    await Promise.all(all).finally(() => clearInterval(timer))
    tell()
    return {
      rows: rowsOf(memory),
      isCanceled: sweep.signal?.aborted ?? false,
      elapsedMs: elapsedMs(),
    }
  } finally {
    sweep.signal?.removeEventListener('abort', cancel)
    await Promise.all(workers.map((worker) => worker.terminate()))
  }
}

function startWorker(memory: SweepMemory): Worker {
  return new Worker(new URL('./sweep-worker.ts', import.meta.url), { workerData: memory })
}

function fillMemory({ tick, strategy, assumptions, points, known, ...sweep }: Sweep): SweepMemory {
  const bars = makeBars(sweep.bars.length, sweep.bars.timeframeMs, 'shared')
  for (const column of BAR_COLUMNS) bars[column].set(sweep.bars[column])
  const market = { bars, tick }
  const columns = new Map<string, Float64Array>()
  for (const { key, fill } of sharedColumns(strategy, assumptions, points)) {
    const bytes = bars.length * Float64Array.BYTES_PER_ELEMENT
    const column = new Float64Array(new SharedArrayBuffer(bytes))
    fill(market, column)
    columns.set(key, column)
  }
  const memory = makeSweepMemory({
    market,
    strategyName: strategy.name,
    assumptions,
    points,
    columns,
  })
  for (const [index, row] of known ?? []) writeRow(memory, index, row)
  return memory
}
