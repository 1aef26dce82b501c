import type { ScanFindings } from '#core/signals/market-scan.ts'
import type { Database } from '#store/database.ts'
import { type PatternScan, savePatternScan } from '#store/pattern-scans.ts'
import { dropPatterns, storeOutcomes, storePatterns } from '#store/store-patterns.ts'
import { storeSignals } from '#store/store-signals.ts'

export type NewFindings = {
  readonly datasetId: number
  readonly scan: PatternScan
  readonly findings: ScanFindings
  /** Patterns found from another beginning are replaced; signals stay as they were told. */
  readonly isAnew: boolean
}

/** Stores what a scan found together with how far it has come: all of it or nothing. Safe to repeat. */
export async function storeFindings(
  ctx: { readonly database: Database },
  { datasetId, scan, findings, isAnew }: NewFindings,
): Promise<void> {
  const { patterns, signals, outcomes } = findings
  await ctx.database.unscoped(async (tx) => {
    if (isAnew) await dropPatterns(tx, datasetId)
    await storePatterns(tx, { datasetId, patterns })
    await storeSignals(tx, { datasetId, signals })
    if (patterns.length > 0) await storeOutcomes(tx, { datasetId, outcomes })
    await savePatternScan(tx, { datasetId, scan })
  })
}
