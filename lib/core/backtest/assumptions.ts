/** How much is bought. */
export type Sizing =
  /** The same quantity each time. */
  | { readonly kind: 'units'; readonly units: number }
  /** This part of the equity, in notional. */
  | { readonly kind: 'equity'; readonly fraction: number }
  /**
   * So much that this part of the equity is lost at the stop; of an entry without a stop the whole notional is
   * at risk, so that this part of the equity is invested. Never more than the account can pay for.
   */
  | { readonly kind: 'risk'; readonly fraction: number }

/** What the market takes from an order that does not wait: the largest of its parts, per unit. */
export type Slippage = {
  /** Half the spread, as a part of the price in basis points. */
  readonly halfSpreadBps: number
  /** So many average true ranges (Wilder, 14 bars, of the bars closed before). */
  readonly atrTimes: number
  /** Times price x sqrt(quantity / volume of the bar closed before): the square-root law of impact. */
  readonly impact: number
}

export type Funding = {
  /** Paid by longs to shorts on the notional at each moment; negative the other way. */
  readonly rate: number
  /** Moments are the multiples of it since 1970 UTC: eight hours on most venues. */
  readonly everyMs: number
}

/** What the simulated broker is and takes. Part of every result: a figure without it means nothing. */
export type Assumptions = {
  readonly cash: number
  readonly sizing: Sizing
  /** Of the notional on each side, for orders that do not wait. */
  readonly feeBps: number
  /** The same for limit orders and targets. */
  readonly makerFeeBps: number
  readonly slippage: Slippage
  readonly funding: Funding | null
  /** Fills lie on this step, rounded to our disadvantage; null leaves prices as they come. */
  readonly tick: number | null
  /** Quantities are whole multiples of it, rounded down; null for any quantity. */
  readonly lot: number | null
  readonly quantityMin: number
  readonly notionalMin: number
  /** 1 is an account that borrows nothing; a short position is then held against the whole cash. */
  readonly leverage: number
  /** The part of the notional that must remain; below it the position is liquidated. */
  readonly maintenance: number
  /**
   * What happens to a position left at the end: it is closed at the last close, stays and is valued there, or is
   * closed at the last bar's open, which is what backtesting.py does.
   */
  readonly atEnd: 'close' | 'mark' | 'open'
}

export const NO_SLIPPAGE: Slippage = { halfSpreadBps: 0, atrTimes: 0, impact: 0 }

export const DEFAULT_ASSUMPTIONS: Assumptions = {
  cash: 1_000_000,
  sizing: { kind: 'units', units: 1 },
  feeBps: 10,
  makerFeeBps: 10,
  slippage: NO_SLIPPAGE,
  funding: null,
  tick: null,
  lot: null,
  quantityMin: 0,
  notionalMin: 0,
  leverage: 1,
  maintenance: 0,
  atEnd: 'close',
}

const LEVERAGE_MAX = 200
const BPS = 10_000

/** What is wrong with assumptions from outside, by name; null when nothing is. */
export function checkAssumptions(assumptions: Assumptions): string | null {
  const { cash, feeBps, makerFeeBps, leverage, maintenance, tick, lot, sizing } = assumptions
  const size = sizing.kind === 'units' ? sizing.units : sizing.fraction
  if (!(cash > 0 && Number.isFinite(cash))) return 'cash must be above 0'
  if (!(size > 0 && Number.isFinite(size))) return `the ${sizing.kind} to trade must be above 0`
  if (!(feeBps < BPS && feeBps > -BPS)) return 'the fee must be within 10,000 basis points'
  if (!(makerFeeBps < BPS && makerFeeBps > -BPS))
    return 'the maker fee must be within 10,000 basis points'
  if (!(leverage >= 1 && leverage <= LEVERAGE_MAX))
    return `leverage must be from 1 to ${LEVERAGE_MAX}`
  if (!(maintenance >= 0 && maintenance * leverage < 1)) {
    return 'the maintenance margin must be below the initial margin, 1 / leverage'
  }
  if (tick !== null && !(tick > 0)) return 'the tick must be above 0'
  if (lot !== null && !(lot > 0)) return 'the lot must be above 0'
  return null
}
