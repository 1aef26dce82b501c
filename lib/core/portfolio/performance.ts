import {
  type Amount,
  add,
  amountOf,
  isPositive,
  MONEY_LIMIT,
  MONEY_ONE,
  subtract,
  zeroAmount,
} from '#core/money/money.ts'
import { divideRounded } from '#core/money/rounding.ts'
import type { UnixMs } from '#core/time/time.ts'

/** What was owned at a moment. `netDeposits`: all that ever came in less what went out, valued when it did. */
export type EquityPoint = {
  readonly at: UnixMs
  /** Null where it could not be valued. */
  readonly equity: Amount | null
  readonly netDeposits: Amount | null
}

/** A part of a whole as a decimal: 0.05 is five percent. */
export type Ratio = Amount

export type PerformancePoint = EquityPoint & {
  /** How far the value of what was there stood below its highest before; null until there was something. */
  readonly drawdown: Ratio | null
}

export type Performance = {
  readonly points: readonly PerformancePoint[]
  /** What came in less what went out between the first and the last point. */
  readonly flows: Amount | null
  /** What was made: the change of equity without the flows. */
  readonly pnl: Amount | null
  /** Time-weighted: steps chained, so that flows neither make nor lose anything. Null before there was anything. */
  readonly returned: Ratio | null
  /** The deepest drawdown: zero or more. */
  readonly drawdownMax: Ratio | null
}

/**
 * What equity made over time. The return of a step is (E1 - F) / E0 - 1 with F the flows within it, counted at its
 * end; a step that begins with nothing, or whose ends are not both known, has no return and moves no drawdown.
 */
export function performanceOf(points: readonly EquityPoint[]): Performance {
  const known = points.filter(isKnown)
  const [first] = known
  const last = known.at(-1)
  if (first === undefined || last === undefined) {
    const bare = points.map((point) => ({ ...point, drawdown: null }))
    return { points: bare, flows: null, pnl: null, returned: null, drawdownMax: null }
  }
  const flows = subtract(last.netDeposits, first.netDeposits)
  return {
    ...chained(points),
    flows,
    pnl: subtract(subtract(last.equity, first.equity), flows),
  }
}

type KnownPoint = EquityPoint & { readonly equity: Amount; readonly netDeposits: Amount }

function isKnown(point: EquityPoint): point is KnownPoint {
  return point.equity !== null && point.netDeposits !== null
}

/** Where the chain stands: the index begins at one, and is null until there was something to grow. */
type Chain = {
  readonly index: bigint | null
  readonly peak: bigint
  readonly before: KnownPoint | null
  readonly drawdownMax: bigint | null
}

const BEGINNING: Chain = { index: null, peak: MONEY_ONE, before: null, drawdownMax: null }

function chained(points: readonly EquityPoint[]) {
  let chain = BEGINNING
  const told = points.map((point): PerformancePoint => {
    if (!isKnown(point)) return { ...point, drawdown: null }
    const { next, drawdown } = advanced(chain, point)
    chain = next
    return { ...point, drawdown: drawdown === null ? null : ratioOf(drawdown) }
  })
  const { index, drawdownMax } = chain
  return {
    points: told,
    returned: index === null ? null : ratioOf(index - MONEY_ONE),
    drawdownMax: drawdownMax === null ? null : ratioOf(drawdownMax),
  }
}

function advanced(chain: Chain, point: KnownPoint) {
  const index = indexAt(chain, point)
  if (index === null) return { next: { ...chain, before: point }, drawdown: null }
  const peak = larger(index, chain.peak)
  const drawdown = MONEY_ONE - divideRounded(index * MONEY_ONE, peak, 'halfEven')
  const drawdownMax = larger(drawdown, chain.drawdownMax ?? 0n)
  return { next: { index, peak, before: point, drawdownMax }, drawdown }
}

function larger(a: bigint, b: bigint): bigint {
  return a > b ? a : b
}

function indexAt({ index, before }: Chain, { equity, netDeposits }: KnownPoint): bigint | null {
  if (index === null || before === null) return isPositive(equity) ? MONEY_ONE : null
  if (!isPositive(before.equity)) return index
  const grown = equity - (netDeposits - before.netDeposits)
  return divideRounded(index * grown, before.equity, 'halfEven')
}

/** Null for what no decimal holds: who began with next to nothing has no return worth a number. */
function ratioOf(units: bigint): Ratio | null {
  return units > -MONEY_LIMIT && units < MONEY_LIMIT ? amountOf(units) : null
}

/** Equity and deposits of several accounts together; unknown where one of them is. */
export function sumPoints(at: UnixMs, points: readonly EquityPoint[]): EquityPoint {
  const sum = (field: 'equity' | 'netDeposits') =>
    points.reduce<Amount | null>((total, point) => {
      const value = point[field]
      return total === null || value === null ? null : add(total, value)
    }, zeroAmount)
  return { at, equity: sum('equity'), netDeposits: sum('netDeposits') }
}
