import type { CandleSeries } from './candles.ts'
import type { Tx } from './transaction.ts'

/** The public candles of one minute from a source; null where there never were any. */
export async function findMinuteDataset(
  tx: Tx,
  { instrumentId, source }: Omit<CandleSeries, 'timeframe'>,
): Promise<number | null> {
  const [row] = await tx.query<{ id: number }>({
    name: 'find-minute-dataset',
    text: `SELECT id FROM dataset WHERE organization_id IS NULL AND instrument_id = $1 AND timeframe = '1m'
      AND source = $2`,
    values: [instrumentId, source],
  })
  return row?.id ?? null
}
