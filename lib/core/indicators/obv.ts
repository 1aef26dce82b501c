import type { Indicator } from '#core/indicators/indicator.ts'
import type { Bars } from '#core/market/bars.ts'
import type { Candle } from '#core/market/candle.ts'

type Traded = Pick<Candle, 'close' | 'volume'>

/**
 * On-balance volume after Granville: the volume of bars that closed higher less that of bars that closed lower,
 * counted from zero at the first bar.
 */
export function obv(): Indicator<Traded, number> {
  let balance = 0
  let closeBefore = Number.NaN
  const balanceWith = ({ close, volume }: Traded) => balance + signOf(close, closeBefore) * volume
  return {
    next(bar) {
      balance = balanceWith(bar)
      closeBefore = bar.close
      return balance
    },
    peek: balanceWith,
  }
}

/** The balance at every bar, to the last bit what `obv` tells one by one. */
export function obvColumn(
  { length, close, volume }: Pick<Bars, 'length' | 'close' | 'volume'>,
  into: Float64Array = new Float64Array(length),
): Float64Array {
  let balance = 0
  let closeBefore = Number.NaN
  for (let i = 0; i < length; i += 1) {
    balance += signOf(close[i]!, closeBefore) * volume[i]!
    closeBefore = close[i]!
    into[i] = balance
  }
  return into
}

/** 1 above, -1 below, 0 at what was before or when nothing was. */
function signOf(close: number, before: number): number {
  return Number(close > before) - Number(close < before)
}
