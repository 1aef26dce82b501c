import type { Slippage } from '#core/backtest/assumptions.ts'
import { atr } from '#core/indicators/atr.ts'
import type { Bars } from '#core/market/bars.ts'

const ATR_LENGTH = 14
const BPS = 10_000

/** What is lost per unit when `quantity` is taken from the market in bar `i` at `price`; never below zero. */
export type SlippageAt = (i: number, price: number, quantity: number) => number

const none: SlippageAt = () => 0

/** Knows of no bar later than the one before: the size of a bar's moves is no news to an order in it. */
export function slippageOf(bars: Bars, { halfSpreadBps, atrTimes, impact }: Slippage): SlippageAt {
  if (halfSpreadBps === 0 && atrTimes === 0 && impact === 0) return none
  const ranges = atrTimes === 0 ? null : trueRanges(bars)
  return (i, price, quantity) => {
    const spread = (price * halfSpreadBps) / BPS
    const before = i - 1
    if (before < 0) return spread
    const range = ranges === null ? 0 : atrTimes * (ranges[before]! || 0)
    const volume = bars.volume[before]!
    const pressed = impact > 0 && volume > 0 ? impact * price * Math.sqrt(quantity / volume) : 0
    return Math.max(spread, range, pressed)
  }
}

function trueRanges(bars: Bars): Float64Array {
  const indicator = atr(ATR_LENGTH)
  const ranges = new Float64Array(bars.length)
  for (let i = 0; i < bars.length; i++) {
    ranges[i] = indicator.next({ high: bars.high[i]!, low: bars.low[i]!, close: bars.close[i]! })
  }
  return ranges
}
