import { aggregateBars } from './aggregate-bars.ts'
import { type Bars, makeBars } from './bars.ts'

/** One trade as numbers: for candles only, never for money. */
export type TradePrint = { readonly at: number; readonly price: number; readonly amount: number }

/** A trade lasts no time. */
const INSTANT_MS = 1

/** The candles that these trades made, oldest first. A bar in which nothing was traded is missing. */
export function candlesFromTrades(trades: readonly TradePrint[], timeframeMs: number): Bars {
  const instants = makeBars(trades.length, INSTANT_MS)
  trades.forEach(({ at, price, amount }, i) => {
    instants.openAt[i] = at
    for (const column of ['open', 'high', 'low', 'close'] as const) instants[column][i] = price
    instants.volume[i] = amount
  })
  return aggregateBars(instants, timeframeMs)
}
