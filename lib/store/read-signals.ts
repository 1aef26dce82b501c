import type { SignalReasonView, SignalView } from '#api/codecs/patterns.ts'
import type { PageInput } from '#api/endpoint.ts'
import type { Timeframe } from '#core/market/candle.ts'
import type { InstrumentId } from '#core/market/instrument.ts'
import type { Direction, PatternKind } from '#core/patterns/pattern.ts'
import { column } from './column.ts'
import { newestFound } from './newest-found.ts'
import type { Tx } from './transaction.ts'

export type SignalPage = PageInput & {
  readonly instrumentId?: InstrumentId | undefined
  readonly timeframe?: Timeframe | undefined
  readonly pattern?: PatternKind | undefined
  readonly direction?: Direction | undefined
  readonly scoreMin?: number | undefined
}

/** The newest signals, one more than `limit` if there are more. */
export async function readSignals(tx: Tx, page: SignalPage): Promise<SignalView[]> {
  const { instrumentId, timeframe, pattern, direction, scoreMin, after, limit } = page
  const rows = await tx.query<SignalRow>(
    newestFound({
      table: 'signal',
      sortedBy: 'at',
      instrumentId,
      filters: {
        timeframe: ['timeframe =', timeframe],
        pattern: ['pattern =', pattern],
        direction: ['direction =', direction],
        score: ['score >=', scoreMin],
      },
      after,
      limit,
    }),
  )
  return rows.map(({ instrument_id: id, dataset_id: _dataset, at, ...signal }) => ({
    ...signal,
    instrumentId: column.instrumentId(id),
    at: column.time(at),
  }))
}

type SignalRow = {
  readonly id: string
  readonly dataset_id: number
  readonly instrument_id: string
  readonly timeframe: Timeframe
  readonly at: Date
  readonly pattern: PatternKind
  readonly direction: Direction
  readonly score: number
  /** As `storeSignals` wrote it. */
  readonly reasons: readonly SignalReasonView[]
  readonly entry: number
  readonly stop: number
  readonly target: number
}
