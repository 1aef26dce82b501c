/** Bars after which sums of prices off any grid are made anew, so that the error of moving them never builds up. */
const RENEW_BARS = 4_096

export type Windows = { readonly fast: number; readonly slow: number }

export type MeanCross = {
  /** Takes bar `i`, each in order from the first: 1 when the fast mean has crossed above, -1 below, else 0. */
  next(i: number): number
  fastMean(): number
  slowMean(): number
}

/**
 * Crossings of two simple moving averages of `close`. The fast one must have been strictly on one side and be
 * strictly on the other: bars at which both are equal are no crossing. Prices on a grid are counted in whole
 * ticks and the means are compared by their sums, without dividing, so that equal means are found equal
 * (exact while price / tick x fast x slow stays below 2^53); averages of rounded prices in floating point see
 * hundreds of crossings in a million bars that never were.
 */
export function meanCross(
  close: Float64Array,
  tick: number | null,
  { fast, slow }: Windows,
): MeanCross {
  const perUnit = ticksPerUnitOf(tick)
  const sums = new Float64Array(2)
  let side = 0
  const crossed = (left: number, right: number): number => {
    if (left > right ? side === 1 : side === -1 && left < right) return 0
    const before = side
    side = left > right ? 1 : left < right ? -1 : 0
    return side * before < 0 ? side : 0
  }
  return {
    next(i) {
      const fastSum = movedSum(close, perUnit, fast, i, sums[0]!)
      const slowSum = movedSum(close, perUnit, slow, i, sums[1]!)
      sums[0] = fastSum
      sums[1] = slowSum
      return i < slow - 1 ? 0 : crossed(fastSum * slow, slowSum * fast)
    },
    fastMean: () => sums[0]! / fast / (perUnit || 1),
    slowMean: () => sums[1]! / slow / (perUnit || 1),
  }
}

/** The sums that `meanCross` holds, for all bars: the same to the last bit. */
export function fillWindowSums(
  close: Float64Array,
  tick: number | null,
  length: number,
  into: Float64Array,
): void {
  const perUnit = ticksPerUnitOf(tick)
  let sum = 0
  for (let i = 0; i < into.length; i++) {
    sum = movedSum(close, perUnit, length, i, sum)
    into[i] = sum
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
    side = left > right ? 1 : left < right ? -1 : 0
    if (side * before < 0) into[found++] = side > 0 ? i : ~i
  }
  return found
}

/** 0 for prices off any grid. A step below 1 is the inverse of a whole number, which binary holds exactly. */
function ticksPerUnitOf(tick: number | null): number {
  if (tick === null) return 0
  return tick < 1 ? Math.round(1 / tick) : 1 / tick
}

function movedSum(
  close: Float64Array,
  perUnit: number,
  length: number,
  i: number,
  sum: number,
): number {
  if (perUnit !== 0) {
    const ticks = Math.round(close[i]! * perUnit)
    return i < length ? sum + ticks : sum + (ticks - Math.round(close[i - length]! * perUnit))
  }
  if ((i & (RENEW_BARS - 1)) === 0) return freshSum(close, length, i)
  return i < length ? sum + close[i]! : sum + (close[i]! - close[i - length]!)
}

function freshSum(close: Float64Array, length: number, i: number): number {
  let sum = 0
  for (let k = Math.max(0, i - length + 1); k <= i; k++) sum += close[k]!
  return sum
}
