import type { Bars } from '#core/market/bars.ts'
import { timeframeMs } from '#core/market/candle.ts'
import type { DataReport } from '#core/market/candle-file/data-report.ts'
import type { Clock } from '#ports/clock.ts'
import type { Database } from '#store/database.ts'
import { readDatasetBars } from '#store/dataset-candles.ts'
import { readDatasets, saveDatasetReport } from '#store/datasets.ts'
import type { Inspection } from './inspection.ts'

export type ScanContext = {
  readonly database: Database
  readonly clock: Clock
  /** `inspectHere`, or the same in a thread of its own; the bars are its to keep. */
  inspect(bars: Bars): Inspection | Promise<Inspection>
}

/**
 * Looks at all candles of a public dataset and keeps what they are worth. Null when there is no such dataset. Safe to
 * repeat.
 */
export async function scanDataset(
  ctx: ScanContext,
  { datasetId }: { readonly datasetId: number },
): Promise<DataReport | null> {
  const bars = await ctx.database.unscoped(async (tx) => {
    const [dataset] = await readDatasets(tx, datasetId)
    if (dataset === undefined) return null
    return readDatasetBars(tx, { datasetId, timeframeMs: timeframeMs[dataset.timeframe] })
  })
  if (bars === null) return null
  const at = ctx.clock.now()
  const inspection = await ctx.inspect(bars)
  await ctx.database.unscoped((tx) =>
    saveDatasetReport(tx, { datasetId, kind: 'SCAN', fileName: '', ...inspection, at }),
  )
  return inspection.report
}
