import type { PatternStatsView, PatternView } from '#api/codecs/patterns.ts'
import type { PageInput } from '#api/endpoint.ts'
import type { Timeframe } from '#core/market/candle.ts'
import type { InstrumentId } from '#core/market/instrument.ts'
import type { Direction, PatternKind, PatternState } from '#core/patterns/pattern.ts'
import { hitRate } from '#core/signals/hit-rate.ts'
import { column } from './column.ts'
import { newestFound } from './newest-found.ts'
import type { Tx } from './transaction.ts'

export type PatternPage = PageInput & {
  readonly instrumentId?: InstrumentId | undefined
  readonly timeframe?: Timeframe | undefined
  readonly kind?: PatternKind | undefined
  readonly direction?: Direction | undefined
  readonly state?: PatternState | undefined
}

/** The newest patterns, one more than `limit` if there are more. */
export async function readPatterns(tx: Tx, page: PatternPage): Promise<PatternView[]> {
  const { instrumentId, timeframe, kind, direction, state, after, limit } = page
  const rows = await tx.query<PatternRow>(
    newestFound({
      table: 'pattern',
      sortedBy: 'confirmed_at',
      instrumentId,
      filters: {
        timeframe: ['timeframe =', timeframe],
        kind: ['kind =', kind],
        direction: ['direction =', direction],
        state: ['state =', state],
      },
      after,
      limit,
    }),
  )
  return rows.map(patternOf)
}

type PatternRow = {
  readonly id: string
  readonly instrument_id: string
  readonly timeframe: Timeframe
  readonly kind: PatternKind
  readonly direction: Direction
  readonly formed_at: Date
  readonly confirmed_at: Date
  readonly touched_at: Date | null
  readonly mitigated_at: Date | null
  readonly invalidated_at: Date | null
  readonly expired_at: Date | null
  readonly state: PatternState
  readonly top: number
  readonly bottom: number
  readonly level: number
  readonly entry: number
  readonly stop: number
  readonly target: number
}

function patternOf(row: PatternRow): PatternView {
  const { id, timeframe, kind, direction, state, top, bottom, level, entry, stop, target } = row
  return {
    id,
    instrumentId: column.instrumentId(row.instrument_id),
    timeframe,
    kind,
    direction,
    formedAt: column.time(row.formed_at),
    confirmedAt: column.time(row.confirmed_at),
    touchedAt: column.timeOrNull(row.touched_at),
    mitigatedAt: column.timeOrNull(row.mitigated_at),
    invalidatedAt: column.timeOrNull(row.invalidated_at),
    expiredAt: column.timeOrNull(row.expired_at),
    state,
    top,
    bottom,
    level,
    entry,
    stop,
    target,
  }
}

export const STATS_MAX = 10_000

export type StatsWish = Pick<PatternPage, 'instrumentId' | 'timeframe'>

/** How trades on patterns have turned out, in one query, however many markets there are. */
export async function readPatternStats(tx: Tx, wish: StatsWish): Promise<PatternStatsView[]> {
  const rows = await tx.query<StatsRow>({
    name: 'read-pattern-stats',
    text: `SELECT d.instrument_id, o.timeframe, o.kind, o.hits, o.count
      FROM pattern_outcome o JOIN dataset d ON d.id = o.dataset_id
      WHERE ($1::text IS NULL OR d.instrument_id = $1) AND ($2::text IS NULL OR o.timeframe = $2)
      ORDER BY d.instrument_id, o.timeframe, o.kind LIMIT ${STATS_MAX}`,
    values: [wish.instrumentId ?? null, wish.timeframe ?? null],
  })
  return rows.map(({ instrument_id: id, timeframe, kind, hits, count }) => ({
    instrumentId: column.instrumentId(id),
    timeframe,
    kind,
    hitRate: hitRate(hits, count),
  }))
}

type StatsRow = {
  readonly instrument_id: string
  readonly timeframe: Timeframe
  readonly kind: PatternKind
  readonly hits: number
  readonly count: number
}
