import type { DataReport } from '#core/market/candle-file/data-report.ts'
import { timeframeName } from '#core/market/timeframe-length.ts'
import type { Signal } from '#core/signals/signal.ts'
import { toIso } from '#core/time/time.ts'

const LISTED_MAX = 20

type Found = {
  readonly report: DataReport
  readonly timeframes: readonly string[]
  readonly signals: readonly Signal[]
}

/** How many signals there are, then the newest of them with what made their score. */
export function describeSignals(path: string, { report, timeframes, signals }: Found): string {
  const newest = signals.slice(-LISTED_MAX)
  const lines = [
    `${path}: ${report.candles} candles, ${signals.length} signals on ${timeframes.join(', ')}`,
    ...(report.isFaulty ? ['The data has faults: see truebook candles check.'] : []),
    ...(newest.length > 0 ? ['', `The last ${newest.length}:`] : []),
    ...newest.map(signalLine),
  ]
  return `${lines.join('\n')}\n`
}

function signalLine({ at, timeframeMs, direction, pattern, score, reasons, entry, stop }: Signal) {
  const points = Map.groupBy(reasons, ({ kind }) => kind)
  const why = [...points].map(([kind, { length }]) => (length > 1 ? `${length} ${kind}` : kind))
  const way = direction === 1 ? 'up' : 'down'
  const what = `${timeframeName(timeframeMs)} ${pattern} ${way}`
  const rounded = Math.round(10 * score) / 10
  return `  ${toIso(at)}  ${what}  entry ${entry} stop ${stop}  score ${rounded} (${why.join(', ')})`
}
