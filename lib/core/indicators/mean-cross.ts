import type { Bars } from '#core/market/bars.ts'
import { stepsPerUnit } from '#core/market/price-grid.ts'

/** Sums of prices off any grid are made anew at each multiple of it, so that the error of moving never builds up. */
const RENEW_BARS = 1_024

export type Windows = { readonly fast: number; readonly slow: number }

/**
 * Crossings of two simple moving averages of closes: the function given answers 1 for a bar at which the fast
 * mean has crossed above, -1 below, else 0. The fast one must have been strictly on one side and be strictly on
 * the other: bars at which both are equal are no crossing. Prices on a grid are counted in whole ticks and the
 * means are compared by their sums, without dividing, so that equal means are found equal (exact while
 * price / tick x fast x slow stays below 2^53); averages of rounded prices in floating point see hundreds of
 * crossings in a million bars that never were. Bars that are there already are worked out at once; what is
 * answered for a bar depends on no later one.
 */
export function meanCross(
  bars: Bars,
  tick: number | null,
  windows: Windows,
): (i: number) => number {
  const prices = countedPrices(bars, tick)
  const crosses = new Int8Array(bars.close.length)
  const state: CrossState = { known: 0, side: 0, fastSum: 0, slowSum: 0 }
  return (i) => {
    if (i >= state.known) workOut(prices(), bars.length, windows, state, crosses)
    return crosses[i]!
  }
}

/** The mean of the `length` closes up to bar `i`; NaN before there are so many. */
export function meanAt({ close }: Bars, length: number, i: number): number {
  return i < length - 1 ? Number.NaN : sumOf(close, i - length + 1, i + 1) / length
}

/** The sums that are compared, for all bars: `meanCross` has the same to the last bit. */
export function fillWindowSums(
  bars: Bars,
  tick: number | null,
  length: number,
  into: Float64Array,
): void {
  const prices = countedPrices(bars, tick)()
  for (let from = 0; from < bars.length; from += RENEW_BARS) {
    const to = Math.min(bars.length, from + RENEW_BARS)
    let sum = sumOf(prices, Math.max(0, from - length), from)
    for (let i = from; i < to; i++) {
      sum += i < length ? prices[i]! : prices[i]! - prices[i - length]!
      into[i] = sum
    }
  }
}

/** The crossings of two columns of sums: `i` above and `~i` below, in order; gives their number. */
export function findMeanCrosses(
  fastSums: Float64Array,
  slowSums: Float64Array,
  { fast, slow }: Windows,
  into: Int32Array,
): number {
  const length = slowSums.length
  let found = 0
  let side = 0
  for (let i = slow - 1; i < length; i++) {
    const left = fastSums[i]! * slow
    const right = slowSums[i]! * fast
    if (left > right ? side === 1 : side === -1 && left < right) continue
    const before = side
    side = sideOf(left, right)
    if (side * before < 0) into[found++] = side > 0 ? i : ~i
  }
  return found
}

/** Closes as they are or, on a grid, in whole ticks; bars that have been added since are counted when asked. */
function countedPrices(bars: Bars, tick: number | null): () => Float64Array {
  const { close } = bars
  if (tick === null) return () => close
  const perUnit = stepsPerUnit(tick)
  const ticks = new Float64Array(close.length)
  let counted = 0
  return () => {
    for (; counted < bars.length; counted++) ticks[counted] = Math.round(close[counted]! * perUnit)
    return ticks
  }
}

type CrossState = { known: number; side: number; fastSum: number; slowSum: number }

/** Goes on from what is known to the last bar there is. */
function workOut(
  prices: Float64Array,
  length: number,
  windows: Windows,
  state: CrossState,
  crosses: Int8Array,
): void {
  const { fast, slow } = windows
  while (state.known < length) {
    const from = state.known
    const since = from % RENEW_BARS
    if (since === 0) {
      state.fastSum = sumOf(prices, Math.max(0, from - fast), from)
      state.slowSum = sumOf(prices, Math.max(0, from - slow), from)
    }
    const to = Math.min(length, from - since + RENEW_BARS)
    const full = Math.min(to, Math.max(from, slow))
    for (let i = from; i < full; i++) gather(prices, windows, i, state)
    findCrosses(prices, windows, { from: full, to }, state, crosses)
    state.known = to
  }
}

/** Takes a bar before which the slow window is not full. */
function gather(prices: Float64Array, { fast, slow }: Windows, i: number, state: CrossState): void {
  state.slowSum += prices[i]!
  state.fastSum += i < fast ? prices[i]! : prices[i]! - prices[i - fast]!
  if (i === slow - 1) state.side = sideOf(state.fastSum * slow, state.slowSum * fast)
}

/** The loop that a backtest spends its time in: it is kept to itself so that it is compiled for itself. */
function findCrosses(
  prices: Float64Array,
  { fast, slow }: Windows,
  { from, to }: { readonly from: number; readonly to: number },
  state: CrossState,
  crosses: Int8Array,
): void {
  let { side, fastSum, slowSum } = state
  for (let i = from; i < to; i++) {
    fastSum += prices[i]! - prices[i - fast]!
    slowSum += prices[i]! - prices[i - slow]!
    const left = fastSum * slow
    const right = slowSum * fast
    if (left > right ? side === 1 : side === -1 && left < right) continue
    const before = side
    side = sideOf(left, right)
    if (side * before < 0) crosses[i] = side
  }
  state.side = side
  state.fastSum = fastSum
  state.slowSum = slowSum
}

function sideOf(left: number, right: number): number {
  return left > right ? 1 : left < right ? -1 : 0
}

function sumOf(prices: Float64Array, from: number, to: number): number {
  let sum = 0
  for (let i = from; i < to; i++) sum += prices[i]!
  return sum
}
