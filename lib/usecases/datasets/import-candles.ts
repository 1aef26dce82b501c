import type { Bars } from '#core/market/bars.ts'
import type { Timeframe } from '#core/market/candle.ts'
import type { DataReport } from '#core/market/candle-file/data-report.ts'
import type { InstrumentId } from '#core/market/instrument.ts'
import { type UnixMs, unixMsOf } from '#core/time/time.ts'
import type { Clock } from '#ports/clock.ts'
import { ensureDataset } from '#store/candles.ts'
import type { Database } from '#store/database.ts'
import { readDatasetBars, storeBars } from '#store/dataset-candles.ts'
import { hasCandles, lockDataset, saveDatasetReport } from '#store/datasets.ts'
import { isInstrumentKnown } from '#store/instruments.ts'
import { inspectHere } from './inspection.ts'

export type CandleImport = {
  readonly instrumentId: InstrumentId
  readonly timeframe: Timeframe
  /** Where they are from: a dataset has one source. */
  readonly source: string
  readonly fileName: string
  /** SHA-256 of the file's text. */
  readonly hash: string
  readonly bars: Bars
  /** Of the file. */
  readonly report: DataReport
}

export type ImportedCandles =
  | { readonly kind: 'denied'; readonly reason: 'NO_SUCH_INSTRUMENT' | 'NO_CANDLES' }
  | { readonly kind: 'imported'; readonly datasetId: number; readonly isMerged: boolean }

/**
 * Puts candles into the public dataset of their instrument, timeframe and source, all or none, with the report on
 * their file and one on the whole dataset. Safe to repeat: a candle that is there is replaced.
 */
export function importCandles(
  ctx: { readonly database: Database; readonly clock: Clock },
  wish: CandleImport,
): Promise<ImportedCandles> {
  const { bars, report, instrumentId } = wish
  return ctx.database.unscoped(async (tx): Promise<ImportedCandles> => {
    if (!(await isInstrumentKnown(tx, instrumentId))) {
      return { kind: 'denied', reason: 'NO_SUCH_INSTRUMENT' }
    }
    if (bars.length === 0) return { kind: 'denied', reason: 'NO_CANDLES' }
    const datasetId = await ensureDataset(tx, wish)
    await lockDataset(tx, datasetId)
    const there = await hasCandles(tx, { datasetId, ...spanOf(bars) })
    await storeBars(tx, { datasetId, bars, areNew: !there.inSpan })
    const whole = there.any
      ? await readDatasetBars(tx, { datasetId, timeframeMs: bars.timeframeMs })
      : bars
    const at = ctx.clock.now()
    const { fileName, hash } = wish
    await saveDatasetReport(tx, { datasetId, kind: 'IMPORT', fileName, hash, report, at })
    const scan = { datasetId, kind: 'SCAN', fileName: '', at } as const
    await saveDatasetReport(tx, { ...scan, ...inspectHere(whole) })
    return { kind: 'imported', datasetId, isMerged: there.any }
  })
}

function spanOf({ openAt, length }: Bars): { from: UnixMs; to: UnixMs } {
  return { from: unixMsOf(openAt[0] ?? 0), to: unixMsOf(openAt[length - 1] ?? 0) }
}
