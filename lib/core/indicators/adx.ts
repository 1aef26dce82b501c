import { type RangeColumns, trueRange, trueRangeColumn } from '#core/indicators/atr.ts'
import { wilderColumn, wilderMean } from '#core/indicators/ema.ts'
import type { Indicator } from '#core/indicators/indicator.ts'
import type { Candle } from '#core/market/candle.ts'

type Range = Pick<Candle, 'high' | 'low' | 'close'>
/** How strong a direction is, 0 to 100 (adx), and how much of the range went up (plus) and down (minus). */
export type Adx = { readonly adx: number; readonly plus: number; readonly minus: number }

const FULL = 100
const UNKNOWN: Adx = { adx: Number.NaN, plus: Number.NaN, minus: Number.NaN }

/**
 * Average directional index after Wilder with its +DI and -DI. A bar's move is by how much it reached beyond the
 * bar before, on the side where it reached further; the first bar has none, so the directions are known from bar
 * `length` on and their average from bar 2 * length - 1.
 */
export function adx(length: number): Indicator<Range, Adx> {
  const ranges = wilderMean(length)
  const rises = wilderMean(length)
  const falls = wilderMean(length)
  const strengths = wilderMean(length)
  let before: Range | null = null
  return {
    next(bar) {
      const last = before
      before = bar
      if (last === null) return UNKNOWN
      const range = ranges.next(trueRange(bar.high, bar.low, last.close))
      const plus = partOf(rises.next(moveUp(bar, last)), range)
      const minus = partOf(falls.next(moveDown(bar, last)), range)
      const strength = strengthOf(plus, minus)
      return { adx: Number.isNaN(strength) ? strength : strengths.next(strength), plus, minus }
    },
    peek(bar) {
      if (before === null) return UNKNOWN
      const range = ranges.peek(trueRange(bar.high, bar.low, before.close))
      const plus = partOf(rises.peek(moveUp(bar, before)), range)
      const minus = partOf(falls.peek(moveDown(bar, before)), range)
      const strength = strengthOf(plus, minus)
      return { adx: Number.isNaN(strength) ? strength : strengths.peek(strength), plus, minus }
    },
  }
}

function moveUp(bar: Range, before: Range): number {
  return directed(bar.high - before.high, before.low - bar.low)
}

function moveDown(bar: Range, before: Range): number {
  return directed(before.low - bar.low, bar.high - before.high)
}

/** The move if it is one and the larger of the two. */
function directed(move: number, other: number): number {
  return move > other && move > 0 ? move : 0
}

/** In percent; none of no range. */
function partOf(move: number, range: number): number {
  return range === 0 ? 0 : (FULL * move) / range
}

function strengthOf(plus: number, minus: number): number {
  return plus + minus === 0 ? 0 : (FULL * Math.abs(plus - minus)) / (plus + minus)
}

type AdxColumns = Readonly<Record<keyof Adx, Float64Array>>

/** The lines at every bar, to the last bit what `adx` tells one by one. */
export function adxColumns(
  bars: RangeColumns,
  length: number,
  into: AdxColumns = {
    adx: new Float64Array(bars.length),
    plus: new Float64Array(bars.length),
    minus: new Float64Array(bars.length),
  },
): AdxColumns {
  const { plus, minus } = into
  moveColumns(bars, into)
  // The first bar has no move.
  const ranges = trueRangeColumn(bars, into.adx)
  for (const column of [ranges, plus, minus]) {
    column.fill(Number.NaN, 0, 1)
    wilderColumn(column.subarray(1), length, column.subarray(1))
  }
  for (let i = length; i < bars.length; i += 1) {
    plus[i] = partOf(plus[i]!, ranges[i]!)
    minus[i] = partOf(minus[i]!, ranges[i]!)
    into.adx[i] = strengthOf(plus[i]!, minus[i]!)
  }
  wilderColumn(into.adx.subarray(length), length, into.adx.subarray(length))
  return into
}

function moveColumns({ length, high, low }: RangeColumns, { plus, minus }: AdxColumns): void {
  for (let i = 1; i < length; i += 1) {
    const up = high[i]! - high[i - 1]!
    const down = low[i - 1]! - low[i]!
    plus[i] = directed(up, down)
    minus[i] = directed(down, up)
  }
}
