import type { Bars } from '#core/market/bars.ts'

/** A row for each bar: what the peer writes there. NaN is an empty cell. */
export type SmcSwings = {
  /** 1 a high, -1 a low. */
  readonly highLow: Float64Array
  readonly level: Float64Array
  /** The bar with which a swing could first be seen, though later bars may still take it away. */
  readonly knownIndex: Float64Array
}

/**
 * `swing_highs_lows` of smart-money-concepts 0.0.27: bar i is a high when it is the highest of i-length+1 to
 * i+length. Of neighbours of one type only the more extreme stays, the first on a tie; then the first and the last
 * row are made the opposite of their nearest swing.
 *
 * It needs the future: a swing is seen `length` bars later, a later one may take it away again, and the last row is
 * a swing only because the series ends there.
 */
export function smcSwings(bars: Bars, length: number): SmcSwings {
  const highLow = new Float64Array(bars.length).fill(Number.NaN)
  markExtremes(bars.low, { length, sign: -1, highLow })
  markExtremes(bars.high, { length, sign: 1, highLow })
  keepMoreExtreme(bars, highLow)
  const knownIndex = knownIndexes(highLow, length)
  forceEnds(highLow)
  const level = highLow.map((type, i) => {
    if (Number.isNaN(type)) return Number.NaN
    return type === 1 ? bars.high[i]! : bars.low[i]!
  })
  return { highLow, level, knownIndex }
}

type Marking = { readonly length: number; readonly sign: 1 | -1; readonly highLow: Float64Array }

/** Marks the bars that equal the extreme of their window, by a queue whose first is the extreme. */
function markExtremes(prices: Float64Array, { length, sign, highLow }: Marking): void {
  const queue = new Int32Array(prices.length)
  let head = 0
  let tail = 0
  for (let i = 0; i < prices.length; i += 1) {
    const price = sign * prices[i]!
    while (tail > head && sign * prices[queue[tail - 1]!]! <= price) tail -= 1
    queue[tail] = i
    tail += 1
    const centre = i - length
    if (queue[head]! <= centre - length) head += 1
    const isComplete = centre >= 2 * length - 1
    if (isComplete && prices[centre] === prices[queue[head]!]) highLow[centre] = sign
  }
}

function keepMoreExtreme({ high, low }: Bars, highLow: Float64Array): void {
  let kept = -1
  for (let i = 0; i < highLow.length; i += 1) {
    const type = highLow[i]!
    if (Number.isNaN(type)) continue
    if (kept !== -1 && highLow[kept] === type) {
      const isMore = type === 1 ? high[i]! > high[kept]! : low[i]! < low[kept]!
      highLow[isMore ? kept : i] = Number.NaN
      if (!isMore) continue
    }
    kept = i
  }
}

/** The first row is a swing as soon as another one is; the last with itself. */
function knownIndexes(highLow: Float64Array, length: number): Float64Array {
  const known = highLow.map((type, i) => (Number.isNaN(type) ? Number.NaN : i + length))
  const first = known.find((index) => !Number.isNaN(index))
  if (first === undefined) return known
  known[0] = first
  known[known.length - 1] = known.length - 1
  return known
}

function forceEnds(highLow: Float64Array): void {
  const first = highLow.findIndex((type) => !Number.isNaN(type))
  if (first === -1) return
  const last = highLow.findLastIndex((type) => !Number.isNaN(type))
  const [firstType, lastType] = [highLow[first]!, highLow[last]!]
  highLow[0] = -firstType
  highLow[highLow.length - 1] = -lastType
}
