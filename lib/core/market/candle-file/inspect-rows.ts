import type { Bars } from '#core/market/bars.ts'
import {
  barOpenAt,
  isMonth,
  MONTH_MS_MAX,
  timeframeLengthMs,
  timeframeName,
} from '#core/market/timeframe-length.ts'
import { toIso, type UnixMs } from '#core/time/time.ts'
import { type CandleColumn, CandleFileError, type CandleRows } from './candle-rows.ts'
import type { DataReport } from './data-report.ts'
import { findClockFaults } from './find-clock-faults.ts'
import { findFlatRuns } from './find-flat-runs.ts'
import { findFormFaults } from './find-form-faults.ts'
import { findGaps } from './find-gaps.ts'
import { findOutliers } from './find-outliers.ts'
import { findStep } from './find-step.ts'
import { FindingList } from './finding-list.ts'
import { judgeRows } from './judge-rows.ts'
import { oncePerTime, sortRows } from './sort-rows.ts'

/** Candles fit for research, and what the rows they came from were worth. */
export type InspectedCandles = { readonly bars: Bars; readonly report: DataReport }

/**
 * Takes the candles out of rows and reports everything else that stands there. Repairs nothing: what cannot be a
 * candle is left out, of several rows of one time the first stays, the order becomes oldest first, and the report
 * says so. Throws CandleFileError where no timeframe can be told.
 */
export function inspectRows(rows: CandleRows, timeframeClaimed: string | null): InspectedCandles {
  const findings = new FindingList()
  const isCandle = judgeRows(rows, findings)
  const once = oncePerTime(rows, { order: sortRows(rows, findings), isCandle, findings })
  const times = gather(rows.openAt, once)
  const timeframeMs = timeframeOf(times, timeframeClaimed)
  const kept = once.filter((row) => isCandle[row] === 1)
  const bars = barsOfRows(rows, kept, timeframeMs)
  const gaps = findGaps(times, timeframeMs)
  findings.addCounted('GAP', gaps.count)
  const lineOf = (row: number | undefined) => rows.line[row as number] as number
  const steps = { times, lineOf: (i: number) => lineOf(once[i]), timeframeMs, findings }
  findWrongStep(timeframeClaimed, steps)
  findOffSteps(steps)
  findClockFaults(rows, { timeframeMs, findings })
  findFormFaults(rows, findings)
  findInBars(bars, (i) => lineOf(kept[i]), findings)
  const all = findings.all()
  const report = {
    rows: rows.length,
    candles: bars.length,
    firstAt: timeAt(times, 0),
    lastAt: timeAt(times, times.length - 1),
    timeframe: timeframeName(timeframeMs),
    timeframeMs,
    timeframeClaimed,
    form: rows.form,
    gaps,
    findings: all,
    isFaulty: all.some(({ isFault }) => isFault),
  }
  return { bars, report }
}

function timeframeOf(times: Float64Array, claimed: string | null): number {
  const claimedMs = claimed === null ? null : timeframeLengthMs(claimed)
  const found = findStep(times, claimedMs)
  if (found !== null) return isMonth(found) ? MONTH_MS_MAX : found
  throw new CandleFileError(
    `expected two times or more to tell the timeframe by, found ${times.length}`,
  )
}

/** The column at these rows; the column itself when these are all its rows in their order. */
function gather(column: Float64Array, rows: Uint32Array): Float64Array {
  if (rows.length === column.length && rows.every((row, i) => row === i)) return column
  const gathered = new Float64Array(rows.length)
  for (let i = 0; i < rows.length; i++) gathered[i] = column[rows[i] as number] as number
  return gathered
}

function barsOfRows(rows: CandleRows, kept: Uint32Array, timeframeMs: number): Bars {
  const of = (column: CandleColumn) => gather(rows[column], kept)
  return {
    timeframeMs,
    length: kept.length,
    openAt: of('openAt'),
    open: of('open'),
    high: of('high'),
    low: of('low'),
    close: of('close'),
    volume: of('volume'),
  }
}

type StepFacts = {
  readonly lineOf: (index: number) => number
  readonly times: Float64Array
  readonly timeframeMs: number
  readonly findings: FindingList
}

/** Bars of another length than is claimed. */
function findWrongStep(claimed: string | null, { times, timeframeMs, findings }: StepFacts): void {
  if (claimed === null || timeframeLengthMs(claimed) === timeframeMs) return
  const found = `${claimed} is claimed, the bars are ${timeframeName(timeframeMs)}`
  findings.addCounted('WRONG_STEP', times.length, [{ line: 1, found }])
}

/** Bars off the grid of their series, and off that of UTC. Months have neither. */
function findOffSteps({ lineOf, times, timeframeMs, findings }: StepFacts): void {
  if (isMonth(timeframeMs)) return
  let before = times[0] ?? 0
  let beyondGrid = before - barOpenAt(before, timeframeMs)
  for (let i = 0; i < times.length; i++) {
    const at = times[i] as number
    // A remainder of numbers beyond 2^31 is slow, and nearly every step is the usual one.
    if (at - before !== timeframeMs && (at - before) % timeframeMs !== 0) {
      findings.add('IRREGULAR_STEP', lineOf(i), toIso(at as UnixMs))
      beyondGrid = at - barOpenAt(at, timeframeMs)
    }
    if (beyondGrid !== 0) findings.add('OFF_GRID', lineOf(i), toIso(at as UnixMs))
    before = at
  }
}

function findInBars(bars: Bars, lineOf: (index: number) => number, findings: FindingList): void {
  for (const { index, kind, found } of findOutliers(bars)) findings.add(kind, lineOf(index), found)
  for (const { first, bars: count } of findFlatRuns(bars)) {
    const from = toIso(bars.openAt[first] as UnixMs)
    findings.add('FLAT_RUN', lineOf(first), `${count} bars at ${bars.close[first]} from ${from}`)
  }
  for (let i = 0; i < bars.length; i++) {
    if (bars.volume[i] === 0)
      findings.add('ZERO_VOLUME', lineOf(i), toIso(bars.openAt[i] as UnixMs))
  }
}

function timeAt(times: Float64Array, i: number): UnixMs | null {
  const at = times[i]
  return at === undefined ? null : (at as UnixMs)
}
