import { timeframeMs } from '#core/market/candle.ts'
import type { DataReport } from '#core/market/candle-file/data-report.ts'
import { inspectBars } from '#core/market/candle-file/inspect-bars.ts'
import type { Clock } from '#ports/clock.ts'
import type { Database } from '#store/database.ts'
import { readDatasetBars } from '#store/dataset-candles.ts'
import { readDatasets, saveDatasetReport } from '#store/datasets.ts'
import { hashBars } from './hash-bars.ts'

/**
 * Looks at all candles of a public dataset and keeps what they are worth. Null when there is no such dataset. Safe to
 * repeat.
 */
export async function scanDataset(
  ctx: { readonly database: Database; readonly clock: Clock },
  { datasetId }: { readonly datasetId: number },
): Promise<DataReport | null> {
  return ctx.database.unscoped(async (tx) => {
    const [dataset] = await readDatasets(tx, datasetId)
    if (dataset === undefined) return null
    const stepMs = timeframeMs[dataset.timeframe]
    const bars = await readDatasetBars(tx, { datasetId, timeframeMs: stepMs })
    const report = inspectBars(bars)
    const at = ctx.clock.now()
    const scan = {
      datasetId,
      kind: 'SCAN',
      fileName: '',
      hash: hashBars(bars),
      report,
      at,
    } as const
    await saveDatasetReport(tx, scan)
    return report
  })
}
