import { type Stretch, stretchOf } from '#core/backtest/guards.ts'
import type { Bars } from '#core/market/bars.ts'

/** Bars of a shorter timeframe that tell in which order prices came within a bar of the main one. */
export class DetailBars {
  private readonly bars: Bars

  constructor(bars: Bars) {
    this.bars = bars
  }

  /** The stretches of main bar `i`, oldest first; null when the detail has nothing for it. */
  within(main: Bars, i: number): Stretch[] | null {
    const { openAt, length } = this.bars
    const from = main.openAt[i]!
    const to = from + main.timeframeMs
    const stretches: Stretch[] = []
    for (let k = firstAtOrAfter(openAt, from); k < length && openAt[k]! < to; k++) {
      stretches.push(stretchOf(this.bars, k))
    }
    return stretches.length === 0 ? null : stretches
  }
}

function firstAtOrAfter(times: Float64Array, time: number): number {
  let from = 0
  let to = times.length
  while (from < to) {
    const middle = (from + to) >>> 1
    if (times[middle]! < time) from = middle + 1
    else to = middle
  }
  return from
}
