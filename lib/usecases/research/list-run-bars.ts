import { runBarsPerPage } from '#api/codecs/run-bars.ts'
import type { HandlerInput, HandlerResult } from '#api/endpoint.ts'
import type { listRunBars as endpoint } from '#api/research.ts'
import { aggregateBars } from '#core/market/aggregate-bars.ts'
import { timeframeMs } from '#core/market/candle.ts'
import { floorTo, unixMsOf } from '#core/time/time.ts'
import { readDatasetBars } from '#store/dataset-candles.ts'
import { readResearchRun } from '#store/research-runs.ts'
import { readRunDataset } from '#store/run-dataset.ts'
import type { Context } from '#usecases/context.ts'
import { notFound } from '#usecases/require-visible.ts'
import { refused } from './asked-terms.ts'

/** The bars that a run was played on which open in [from, to), made of the candles as they are today. */
export async function listRunBars(
  ctx: Pick<Context, 'db'>,
  { runId, from, to }: HandlerInput<typeof endpoint>,
): Promise<HandlerResult<typeof endpoint>> {
  const candles = await ctx.db.read(async (tx) => {
    const run = await readResearchRun(tx, runId)
    const dataset = run === null ? null : await readRunDataset(tx, run.datasetId)
    if (run === null || dataset === null) throw notFound()
    const step = timeframeMs[run.timeframe]
    const page = runBarsPerPage(step)
    if (to - from > page * step) throw refused('to', `expected at most ${page} bars after from`)
    const bars = await readDatasetBars(tx, {
      datasetId: run.datasetId,
      timeframeMs: timeframeMs[dataset.timeframe],
      from: unixMsOf(Math.max(floorTo(from, step), run.fromAt ?? 0)),
      to: unixMsOf(Math.min(floorTo(to, step), run.toAt ?? to)),
    })
    return { bars, step }
  })
  const { openAt, open, high, low, close } = aggregateBars(candles.bars, candles.step)
  return {
    openAt: [...openAt],
    open: [...open],
    high: [...high],
    low: [...low],
    close: [...close],
  }
}
