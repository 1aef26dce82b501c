import type { Assumptions } from '#core/backtest/assumptions.ts'
import { type SweepRow, SweepTally } from '#core/backtest/sweep-tally.ts'
import type { Bars } from '#core/market/bars.ts'

const BPS = 10_000

/**
 * Whether entries and exits happen at opens alone, a fixed quantity each and always paid for: then bars between
 * two signals change nothing that a sweep keeps.
 */
export function isPlain(assumptions: Assumptions): boolean {
  const { sizing, slippage, funding, tick, lot, quantityMin, notionalMin, leverage } = assumptions
  const isFree = slippage.halfSpreadBps === 0 && slippage.atrTimes === 0 && slippage.impact === 0
  const isAnySize = tick === null && lot === null && quantityMin === 0 && notionalMin === 0
  return sizing.kind === 'units' && isFree && isAnySize && funding === null && leverage === 1
}

/**
 * Plays signals, `i` to buy and `~i` to sell at the open of the bar behind: the arithmetic of the broker, in its
 * order, for plain assumptions and long positions. Null for a run in which cash runs short: that takes the broker.
 */
export function playCrossings(
  { open, close, length }: Bars,
  { cash: start, sizing, feeBps, atEnd }: Assumptions,
  signals: Int32Array,
): SweepRow | null {
  const units = sizing.kind === 'units' ? sizing.units : 0
  const rate = feeBps / BPS
  let cash = start
  let entryPrice = 0
  let entryFee = 0
  let isHeld = false
  const tally = new SweepTally(start)
  for (let k = 0; k < signals.length; k++) {
    const signal = signals[k]!
    const isBuy = signal >= 0
    const bar = (isBuy ? signal : ~signal) + 1
    if (bar >= length || isBuy === isHeld) continue
    const price = open[bar]!
    const fee = rate * price * units
    isHeld = isBuy
    if (isBuy) {
      if (units > cash / (1 + rate) / price) return null
      entryPrice = price
      entryFee = fee
      cash -= units * price + fee
    } else {
      cash += units * price - fee
      tally.add(units * (price - entryPrice) - entryFee - fee)
    }
  }
  const lastPrice = (atEnd === 'open' ? open : close)[length - 1] ?? 0
  if (isHeld && atEnd !== 'mark') {
    const fee = rate * lastPrice * units
    cash += units * lastPrice - fee
    tally.add(units * (lastPrice - entryPrice) - entryFee - fee)
    isHeld = false
  }
  return tally.row(isHeld ? cash + units * lastPrice : cash)
}
