import type { Timeframe } from '#core/market/candle.ts'
import { toNumber } from '#core/money/money.ts'
import { column } from './column.ts'
import type { Tx } from './transaction.ts'

/** What a run needs to know of its candles. The rules of its market are today's, as numbers for research. */
export type RunDataset = {
  readonly timeframe: Timeframe
  readonly priceTick: number
  readonly quantityLot: number
  readonly quantityMin: number
  readonly notionalMin: number
}

/** null when the scope shows no such dataset. */
export async function readRunDataset(tx: Tx, datasetId: number): Promise<RunDataset | null> {
  const [row] = await tx.query<{
    timeframe: Timeframe
    price_tick: string
    quantity_lot: string
    quantity_min: string
    notional_min: string
  }>({
    name: 'read-run-dataset',
    text: `SELECT d.timeframe, i.price_tick::text, i.quantity_lot::text, i.quantity_min::text, i.notional_min::text
      FROM dataset d JOIN instrument i ON i.id = d.instrument_id WHERE d.id = $1`,
    values: [datasetId],
  })
  if (row === undefined) return null
  return {
    timeframe: row.timeframe,
    priceTick: toNumber(column.price(row.price_tick)),
    quantityLot: toNumber(column.quantity(row.quantity_lot)),
    quantityMin: toNumber(column.quantity(row.quantity_min)),
    notionalMin: toNumber(column.amount(row.notional_min)),
  }
}
