import type { Funding } from '#core/backtest/assumptions.ts'
import type { Bars } from '#core/market/bars.ts'

/**
 * When funding falls due, as bars: a moment belongs to the first bar that opens at or after it, so that several
 * moments of a gap in the data fall on the bar behind it. The mark is that bar's open.
 */
export class FundingMoments {
  private readonly bars: readonly number[]
  private readonly rates: readonly number[]
  private at = 0

  constructor({ openAt, length }: Bars, { rate, everyMs }: Funding) {
    const bars: number[] = []
    const rates: number[] = []
    for (let i = 1; i < length; i++) {
      const moments = Math.floor(openAt[i]! / everyMs) - Math.floor(openAt[i - 1]! / everyMs)
      if (moments === 0) continue
      bars.push(i)
      rates.push(moments * rate)
    }
    this.bars = bars
    this.rates = rates
  }

  /** The next bar at which funding falls due; undefined after the last. */
  get next(): number | undefined {
    return this.bars[this.at]
  }

  /** The rate due at bar `i`, 0 when none; each is given once. */
  dueAt(i: number): number {
    let due = 0
    while (this.at < this.bars.length && this.bars[this.at]! <= i) {
      if (this.bars[this.at] === i) due += this.rates[this.at]!
      this.at += 1
    }
    return due
  }
}
