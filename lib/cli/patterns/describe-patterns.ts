import type { DataReport } from '#core/market/candle-file/data-report.ts'
import {
  PATTERN_KINDS,
  type PatternKind,
  type PatternShape,
  patternState,
} from '#core/patterns/pattern.ts'
import { toIso } from '#core/time/time.ts'

const LISTED_MAX = 20

type Found = {
  readonly report: DataReport
  readonly convention: string
  readonly patterns: readonly PatternShape[]
}

/** How many of each kind there are and how they stand, then the newest of them. */
export function describePatterns(path: string, { report, convention, patterns }: Found): string {
  const counts = PATTERN_KINDS.flatMap((kind) => countLine(kind, patterns))
  const newest = patterns.slice(-LISTED_MAX)
  const lines = [
    `${path}: ${report.candles} candles of ${report.timeframe}, ${patterns.length} patterns (${convention})`,
    ...(report.isFaulty ? ['The data has faults: see truebook candles check.'] : []),
    ...counts,
    ...(newest.length > 0 ? ['', `The last ${newest.length} to be confirmed:`] : []),
    ...newest.map(patternLine),
  ]
  return `${lines.join('\n')}\n`
}

function countLine(kind: PatternKind, patterns: readonly PatternShape[]): string[] {
  const ofKind = patterns.filter((pattern) => pattern.kind === kind)
  if (ofKind.length === 0) return []
  const states = Map.groupBy(ofKind, patternState)
  const stated = [...states].map(([state, { length }]) => `${length} ${state}`)
  return [`  ${kind}: ${ofKind.length} (${stated.join(', ')})`]
}

function patternLine(pattern: PatternShape): string {
  const { kind, direction, confirmedAt, bottom, top } = pattern
  const where = bottom === top ? `${top}` : `${bottom} to ${top}`
  const way = direction === 1 ? 'up' : 'down'
  return `  ${toIso(confirmedAt)}  ${kind} ${way}  ${where}  ${patternState(pattern)}`
}
