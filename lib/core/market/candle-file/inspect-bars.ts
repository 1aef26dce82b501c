import type { Bars } from '#core/market/bars.ts'
import { timeframeName } from '#core/market/timeframe-length.ts'
import { CANDLE_COLUMNS } from './candle-rows.ts'
import type { DataReport } from './data-report.ts'
import { inspectRows } from './inspect-rows.ts'

/** What stored candles are worth. A line is a candle's place, from 1. */
export function inspectBars(bars: Bars): DataReport {
  const { timeframeMs, length, openAt, open, high, low, close, volume } = bars
  const rows = {
    length,
    line: Float64Array.from({ length }, (_, i) => i + 1),
    openAt,
    open,
    high,
    low,
    close,
    volume,
    unreadTimes: 0,
    unreadCells: 0,
    unreadExamples: [],
    form: {
      format: 'columns',
      hasHeader: true,
      columns: CANDLE_COLUMNS,
      names: [],
      timeForms: { 'unix-ms': length },
      offsets: {},
    },
  } as const
  return inspectRows(rows, timeframeName(timeframeMs)).report
}
