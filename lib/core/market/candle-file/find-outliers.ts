import type { Bars } from '#core/market/bars.ts'
import { toIso, type UnixMs } from '#core/time/time.ts'

/** Bars are judged by the usual move of their own series: the median of |ln(close / close before)|, zeros apart. */
export const OUTLIER_RULE = {
  /** A bad tick leaves the price before and comes back in the next bar, both by so many usual moves and 20 %. */
  spike: { moves: 50, ratio: 1.2 },
  /** A price that changes its scale (a split, another unit) moves so far between adjacent bars, and by 80 %. */
  jump: { moves: 60, ratio: 1.8 },
  /** A high or low so far from open and close is noted, not accused: flash crashes are real. */
  wick: { moves: 100, ratio: 1.5 },
} as const

/** Fewer moves than these tell nothing of what is usual. */
const MOVES_MIN = 30
/** The usual move is taken from so many of them, evenly spread. */
const SAMPLE_MAX = 100_001

export type Outlier = {
  readonly index: number
  readonly kind: 'OUTLIER' | 'LONG_WICK'
  readonly found: string
}

/** Bars whose price cannot be believed by OUTLIER_RULE. Made so that no real market in our test data is accused. */
export function findOutliers(bars: Bars): Outlier[] {
  const usual = usualMove(bars.close)
  if (usual === null) return []
  const ratioOf = ({ moves, ratio }: { moves: number; ratio: number }) =>
    Math.max(Math.exp(moves * usual), ratio)
  const ratios = {
    spike: ratioOf(OUTLIER_RULE.spike),
    jump: ratioOf(OUTLIER_RULE.jump),
    wick: ratioOf(OUTLIER_RULE.wick),
  }
  const outliers: Outlier[] = []
  for (let i = 0; i < bars.length; i++) {
    if (isSpike(bars, i, ratios.spike) || isJump(bars, i, ratios)) {
      outliers.push({ index: i, kind: 'OUTLIER', found: closesAround(bars, i) })
    } else if (isLongWick(bars, i, ratios.wick)) {
      outliers.push({ index: i, kind: 'LONG_WICK', found: pricesOf(bars, i) })
    }
  }
  return outliers
}

function isSpike({ close }: Bars, i: number, ratio: number): boolean {
  if (i < 1 || i >= close.length - 1) return false
  const there = (close[i] as number) / (close[i - 1] as number)
  const back = (close[i] as number) / (close[i + 1] as number)
  return Math.min(there, back) >= ratio || Math.max(there, back) <= 1 / ratio
}

/** After a gap a price may be anywhere, so only neighbours are compared. The way back from a spike is no jump. */
function isJump(bars: Bars, i: number, ratios: { spike: number; jump: number }): boolean {
  const { close, openAt, timeframeMs } = bars
  if (i === 0 || (openAt[i] as number) - (openAt[i - 1] as number) > timeframeMs) return false
  const move = (close[i] as number) / (close[i - 1] as number)
  return Math.max(move, 1 / move) >= ratios.jump && !isSpike(bars, i - 1, ratios.spike)
}

function isLongWick({ open, high, low, close }: Bars, i: number, ratio: number): boolean {
  const top = Math.max(open[i] as number, close[i] as number)
  const bottom = Math.min(open[i] as number, close[i] as number)
  return (high[i] as number) >= top * ratio || (low[i] as number) * ratio <= bottom
}

function usualMove(close: Float64Array): number | null {
  const stride = Math.ceil(close.length / SAMPLE_MAX)
  const moves: number[] = []
  for (let i = stride; i < close.length; i += stride) {
    const move = Math.abs(Math.log((close[i] as number) / (close[i - 1] as number)))
    if (move > 0) moves.push(move)
  }
  if (moves.length < MOVES_MIN) return null
  return Float64Array.from(moves).sort()[Math.floor(moves.length / 2)] ?? null
}

function closesAround({ openAt, close }: Bars, i: number): string {
  const closes = [close[i - 1], close[i], close[i + 1] ?? 'end'].join(' -> ')
  return `${toIso(openAt[i] as UnixMs)} close ${closes}`
}

function pricesOf({ openAt, open, high, low, close }: Bars, i: number): string {
  return `${toIso(openAt[i] as UnixMs)} ${open[i]} ${high[i]} ${low[i]} ${close[i]}`
}
