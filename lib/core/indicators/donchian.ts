import type { Indicator } from '#core/indicators/indicator.ts'
import {
  type Extremes,
  highestColumn,
  lowestColumn,
  movingExtremes,
} from '#core/indicators/moving-extremes.ts'
import type { Bars } from '#core/market/bars.ts'
import type { Candle } from '#core/market/candle.ts'

export type DonchianChannel = {
  readonly upper: number
  readonly middle: number
  readonly lower: number
}

/**
 * Donchian channel: highest high and lowest low of the last `length` bars with the one that just closed, and
 * their middle. A breakout is read against the channel of the bar before.
 */
export function donchian(length: number): Indicator<Pick<Candle, 'high' | 'low'>, DonchianChannel> {
  const extremes = movingExtremes(length)
  return {
    next: (bar) => channelOf(extremes.next(bar)),
    peek: (bar) => channelOf(extremes.peek(bar)),
  }
}

function channelOf({ highest, lowest }: Extremes): DonchianChannel {
  return { upper: highest, middle: (highest + lowest) / 2, lower: lowest }
}

type DonchianColumns = Readonly<Record<keyof DonchianChannel, Float64Array>>

/** The channel at every bar, to the last bit what `donchian` tells one by one. */
export function donchianColumns(
  bars: Pick<Bars, 'length' | 'high' | 'low'>,
  length: number,
  into: DonchianColumns = {
    upper: new Float64Array(bars.length),
    middle: new Float64Array(bars.length),
    lower: new Float64Array(bars.length),
  },
): DonchianColumns {
  const { upper, middle, lower } = into
  highestColumn(bars.high, length, upper)
  lowestColumn(bars.low, length, lower)
  for (let i = 0; i < bars.length; i += 1) middle[i] = (upper[i]! + lower[i]!) / 2
  return into
}
