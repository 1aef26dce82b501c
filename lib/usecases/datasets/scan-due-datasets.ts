import { DAY_MS } from '#core/time/time.ts'
import { type DatasetRow, readDatasets } from '#store/datasets.ts'
import { type ScanContext, scanDataset } from './scan-dataset.ts'

/** A dataset that grows is looked at again so often; one that does not, once. */
export const SCAN_EVERY_MS = DAY_MS

/** Looks at the public datasets that have grown since they were last looked at, a day ago or never. Safe to repeat. */
export async function scanDueDatasets(ctx: ScanContext, signal: AbortSignal): Promise<number> {
  const datasets = await ctx.database.unscoped((tx) => readDatasets(tx))
  const before = ctx.clock.now() - SCAN_EVERY_MS
  const due = datasets.filter((dataset) => isDue(dataset, before))
  let scanned = 0
  for (const { datasetId } of due) {
    if (signal.aborted) break
    await scanDataset(ctx, { datasetId })
    scanned += 1
  }
  return scanned
}

function isDue({ lastAt, quality }: DatasetRow, before: number): boolean {
  if (lastAt === null) return false
  return quality === null || (quality.reportedAt <= before && lastAt > quality.reportedAt)
}
