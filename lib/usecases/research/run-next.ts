import { DEFAULT_ASSUMPTIONS } from '#core/backtest/assumptions.ts'
import { aggregateBars } from '#core/market/aggregate-bars.ts'
import { timeframeMs } from '#core/market/candle.ts'
import type { Clock } from '#ports/clock.ts'
import type { Log } from '#ports/log.ts'
import type { ScopedDatabase } from '#store/database.ts'
import { readDatasetBars } from '#store/dataset-candles.ts'
import {
  type ClaimedRun,
  claimResearchRun,
  endResearchRun,
  type RunEnd,
  reportRunProgress,
} from '#store/research-queue.ts'
import { readRunDataset } from '#store/run-dataset.ts'
import type { PlayResearch, ResearchJob } from './play-research.ts'

/** How often a run tells how far it is, and hears whether it was canceled. */
export const PROGRESS_EVERY_MS = 500

export type ResearchContext = {
  readonly db: ScopedDatabase
  readonly clock: Clock
  readonly log: Log
  /** The runner's own name: what it claims is its own until it falls silent. */
  readonly runner: string
  readonly play: PlayResearch
}

/**
 * Takes the firm's oldest run that waits, and plays it to its end; false when none waits. A runner that dies leaves
 * its run to another, which begins it anew: a run has no effect but its result.
 */
export async function runNextResearch(
  ctx: ResearchContext,
  stopping: AbortSignal,
): Promise<boolean> {
  const run = await ctx.db.write((tx) => claimResearchRun(tx, ctx.runner))
  if (run === null) return false
  const canceled = new AbortController()
  const signal = AbortSignal.any([stopping, canceled.signal])
  const played = new AbortController()
  const progress = { value: 0 }
  const watching = watch(ctx, run, { progress, canceled, over: played.signal })
  const end = await playToEnd(ctx, run, { signal, progress })
  played.abort()
  await watching
  // Left RUNNING, it is another runner's after a while: stopping is no verdict on it.
  if (!stopping.aborted) {
    await ctx.db.write((tx) => endResearchRun(tx, { runId: run.id, runner: ctx.runner, end }))
  }
  return true
}

async function playToEnd(
  ctx: ResearchContext,
  run: ClaimedRun,
  { signal, progress }: { readonly signal: AbortSignal; readonly progress: { value: number } },
): Promise<RunEnd> {
  try {
    const job = await jobOf(ctx, run)
    const onProgress = (value: number) => {
      progress.value = value
    }
    return { kind: 'done', ...(await ctx.play(job, { signal, onProgress })) }
  } catch (error) {
    if (signal.aborted) return { kind: 'canceled' }
    if (error instanceof CannotRun) return { kind: 'failed', failure: error.message }
    ctx.log.error({ err: error, runId: run.id }, 'a research run failed')
    return { kind: 'failed', failure: 'The engine failed; the log of the runner says where.' }
  }
}

/** A run that is asked for in vain; the message is for the person who asked. */
class CannotRun extends Error {
  override readonly name = 'CannotRun'
}

async function jobOf(ctx: ResearchContext, run: ClaimedRun): Promise<ResearchJob> {
  const { dataset, candles } = await ctx.db.read(async (tx) => {
    const found = await readRunDataset(tx, run.datasetId)
    if (found === null) throw new CannotRun('Its candles are no longer there.')
    const bars = await readDatasetBars(tx, {
      datasetId: run.datasetId,
      timeframeMs: timeframeMs[found.timeframe],
      from: run.fromAt ?? undefined,
      to: run.toAt ?? undefined,
    })
    return { dataset: found, candles: bars }
  })
  if (candles.length === 0) throw new CannotRun('There are no candles in this time.')
  const { priceTick, quantityLot, quantityMin, notionalMin } = dataset
  const job = {
    bars: aggregateBars(candles, timeframeMs[run.timeframe]),
    strategy: run.strategy,
    parameters: run.parameters,
    assumptions: {
      ...DEFAULT_ASSUMPTIONS,
      ...run.assumptions,
      tick: priceTick,
      lot: quantityLot,
      quantityMin,
      notionalMin,
    },
    tick: priceTick,
  }
  return run.grid === null
    ? { kind: 'BACKTEST', ...job }
    : { kind: 'SWEEP', ...job, grid: run.grid }
}

type Watch = {
  readonly progress: { readonly value: number }
  readonly canceled: AbortController
  readonly over: AbortSignal
}

/** Keeps the run's row alive and hears of a cancel, until it is over. */
async function watch(
  ctx: ResearchContext,
  run: ClaimedRun,
  { progress, canceled, over }: Watch,
): Promise<void> {
  while (!over.aborted) {
    await ctx.clock.sleep(PROGRESS_EVERY_MS, over).catch(() => undefined)
    if (over.aborted) return
    try {
      const told = { runId: run.id, runner: ctx.runner, progress: progress.value }
      const goesOn = await ctx.db.write((tx) => reportRunProgress(tx, told))
      if (!goesOn) canceled.abort(new Error('the run was canceled'))
    } catch (error) {
      // The next report says it again.
      ctx.log.warn({ err: error, runId: run.id }, 'the progress of a run was not stored')
    }
  }
}
