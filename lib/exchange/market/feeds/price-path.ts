import type { RecordingFlaws } from './price-feed.ts'
import type { Recording } from './read-recording.ts'

/** So long may nothing happen before the recording jumps to the next row. */
export const HELD_GAP_MS_MAX = 600_000
/** A candle's path turns at a third and at two thirds of its time. */
const POINTS_PER_CANDLE = 4

/** What so many neighbours have as their distance is the width of a bar, not an accident. */
const USUAL_STEP_SHARE = 0.01
const MINUTE_MS = 60_000

/** Points of a recording in playing order. Between two points of one candle the price moves evenly. */
export type PricePath = {
  readonly playAt: Float64Array
  readonly recordedAt: Float64Array
  readonly prices: Float64Array
  /** How many points belong together; after the last of them the price holds. */
  readonly pointsPerRow: number
  readonly flaws: RecordingFlaws
}

/** Sorts, removes repeated times, shortens long gaps, and counts all of it. */
export function createPricePath(recording: Recording): PricePath {
  const { rows, duplicateRows, outOfOrderRows } = arrange(recording)
  const isCandles = recording.kind === 'candles'
  const barMs = isCandles ? usualStep(rows) : 0
  const pointsPerRow = isCandles ? POINTS_PER_CANDLE : 1
  const path = {
    playAt: new Float64Array(rows.length * pointsPerRow),
    recordedAt: new Float64Array(rows.length * pointsPerRow),
    prices: new Float64Array(rows.length * pointsPerRow),
  }
  const schedule = scheduleRows(rows, barMs)
  rows.forEach((row, i) => {
    const prices = isCandles ? candlePoints(row) : row.slice(1)
    prices.forEach((price, point) => {
      const index = i * pointsPerRow + point
      const offset = (barMs * point) / (POINTS_PER_CANDLE - 1)
      path.playAt[index] = (schedule.playAt[i] ?? 0) + offset
      path.recordedAt[index] = (row[0] ?? 0) + offset
      path.prices[index] = price
    })
  })
  const { gaps, missingBars, skippedMs } = schedule
  const counted = { duplicateRows, outOfOrderRows, gaps, missingBars, skippedMs }
  const flaws = { rows: rows.length, invalidRows: recording.invalidRows, ...counted }
  return { ...path, pointsPerRow, flaws }
}

/** When each row begins to play: after the one before, and after the silence between them if it is short. */
function scheduleRows(
  rows: readonly (readonly number[])[],
  barMs: number,
): { playAt: readonly number[]; gaps: number; missingBars: number; skippedMs: number } {
  const playAt: number[] = []
  const counted = { gaps: 0, missingBars: 0, skippedMs: 0 }
  let playedMs = 0
  let endedAt = rows[0]?.[0] ?? 0
  for (const [at = 0] of rows) {
    const idleMs = Math.max(0, at - endedAt)
    const isHeld = idleMs <= HELD_GAP_MS_MAX
    const missingBars = barMs > 0 ? Math.round(idleMs / barMs) : 0
    if (missingBars > 0 || (barMs === 0 && !isHeld)) counted.gaps += 1
    counted.missingBars += missingBars
    counted.skippedMs += isHeld ? 0 : idleMs
    playedMs += isHeld ? idleMs : 0
    playAt.push(playedMs)
    playedMs += barMs
    endedAt = at + barMs
  }
  return { playAt, ...counted }
}

/** The price that is playing; after the end, the last. */
export function priceAt(path: PricePath, elapsedMs: number): number {
  const i = lastPointBefore(path.playAt, elapsedMs)
  const price = path.prices[i] ?? 0
  const next = path.prices[i + 1]
  if (next === undefined || i % path.pointsPerRow === path.pointsPerRow - 1) return price
  const from = path.playAt[i] ?? 0
  const width = (path.playAt[i + 1] ?? from) - from
  const share = width > 0 ? Math.min(1, Math.max(0, (elapsedMs - from) / width)) : 0
  return price + (next - price) * share
}

/** The recorded moment that is playing; after the end, the last. */
export function recordedAt(path: PricePath, elapsedMs: number): number {
  const i = lastPointBefore(path.playAt, elapsedMs)
  const moment = (path.recordedAt[i] ?? 0) + Math.max(0, elapsedMs - (path.playAt[i] ?? 0))
  return Math.floor(Math.min(moment, path.recordedAt[i + 1] ?? path.recordedAt[i] ?? 0))
}

/** Trades of one millisecond all stay, in file order; candles of one time are one candle told twice. */
function arrange(recording: Recording): {
  rows: readonly (readonly number[])[]
  duplicateRows: number
  outOfOrderRows: number
} {
  let outOfOrderRows = 0
  let latest = Number.NEGATIVE_INFINITY
  for (const [at = 0] of recording.rows) {
    if (at < latest) outOfOrderRows += 1
    latest = Math.max(latest, at)
  }
  const sorted =
    outOfOrderRows === 0
      ? recording.rows
      : recording.rows.toSorted((a, b) => (a[0] ?? 0) - (b[0] ?? 0))
  const rows =
    recording.kind === 'trades'
      ? sorted
      : sorted.filter((row, i) => i === 0 || row[0] !== sorted[i - 1]?.[0])
  return { rows, duplicateRows: sorted.length - rows.length, outOfOrderRows }
}

/**
 * The smallest distance between neighbouring rows that is no accident: bars without a trade may be missing
 * more often than not. One row alone counts as a minute.
 */
function usualStep(rows: readonly (readonly number[])[]): number {
  const counts = new Map<number, number>()
  for (let i = 1; i < rows.length; i += 1) {
    const step = (rows[i]?.[0] ?? 0) - (rows[i - 1]?.[0] ?? 0)
    counts.set(step, (counts.get(step) ?? 0) + 1)
  }
  const usual = [...counts].filter(([, count]) => count >= rows.length * USUAL_STEP_SHARE)
  return usual.length === 0 ? MINUTE_MS : Math.min(...usual.map(([step]) => step))
}

/** A rising candle visits its low first, a falling one its high: the shorter way round. */
function candlePoints(row: readonly number[]): readonly number[] {
  const [, open = 0, high = 0, low = 0, close = 0] = row
  return close >= open ? [open, low, high, close] : [open, high, low, close]
}

function lastPointBefore(times: Float64Array, at: number): number {
  let low = 0
  let high = times.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((times[middle] ?? 0) <= at) low = middle + 1
    else high = middle
  }
  return Math.max(0, low - 1)
}
