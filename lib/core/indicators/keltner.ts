import { atr, atrColumn, type RangeColumns } from '#core/indicators/atr.ts'
import type { Bands } from '#core/indicators/bollinger.ts'
import { ema, emaColumn } from '#core/indicators/ema.ts'
import type { Indicator } from '#core/indicators/indicator.ts'
import type { Candle } from '#core/market/candle.ts'

export type KeltnerTerms = {
  readonly length: number
  readonly atrLength: number
  readonly multiple: number
}

/**
 * Keltner channel in Raschke's form: the exponential average of `length` closes and `multiple` average true
 * ranges (Wilder, of `atrLength` bars) on both sides.
 */
export function keltner({
  length,
  atrLength,
  multiple,
}: KeltnerTerms): Indicator<Pick<Candle, 'high' | 'low' | 'close'>, Bands> {
  const mean = ema(length)
  const range = atr(atrLength)
  const bandsOf = (middle: number, width: number): Bands => ({
    middle,
    upper: middle + width,
    lower: middle - width,
  })
  return {
    next: (bar) => bandsOf(mean.next(bar.close), multiple * range.next(bar)),
    peek: (bar) => bandsOf(mean.peek(bar.close), multiple * range.peek(bar)),
  }
}

type BandColumns = Readonly<Record<keyof Bands, Float64Array>>

/** The channel at every bar, to the last bit what `keltner` tells one by one. */
export function keltnerColumns(
  bars: RangeColumns,
  { length, atrLength, multiple }: KeltnerTerms,
  into: BandColumns = {
    middle: new Float64Array(bars.length),
    upper: new Float64Array(bars.length),
    lower: new Float64Array(bars.length),
  },
): BandColumns {
  const { middle, upper, lower } = into
  emaColumn(bars.close, length, middle)
  atrColumn(bars, atrLength, upper)
  for (let i = 0; i < bars.length; i += 1) {
    const width = multiple * upper[i]!
    upper[i] = middle[i]! + width
    lower[i] = middle[i]! - width
  }
  return into
}
