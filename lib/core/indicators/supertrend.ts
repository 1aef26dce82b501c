import { atr, atrColumn, type RangeColumns } from '#core/indicators/atr.ts'
import type { Indicator } from '#core/indicators/indicator.ts'
import type { Candle } from '#core/market/candle.ts'

type Range = Pick<Candle, 'high' | 'low' | 'close'>
/** The line, and whether prices are above it (1) or below (-1). */
export type Supertrend = { readonly value: number; readonly direction: number }
export type SupertrendTerms = { readonly length: number; readonly multiple: number }

/**
 * SuperTrend after Seban: bands `multiple` average true ranges about the middle of each bar, drawn along so that
 * the lower only rises while closes hold above it and the upper only falls while they hold below; the line is the
 * lower one until a close at or below it, then the upper one until a close above. Begun on the side of its middle
 * on which the first known bar closed, as Stock.Indicators does.
 */
export function supertrend({ length, multiple }: SupertrendTerms): Indicator<Range, Supertrend> {
  const range = atr(length)
  const trail = new Trail()
  return {
    next: (bar) => trail.move(bar.high, bar.low, bar.close, multiple * range.next(bar)).line,
    peek: (bar) =>
      Object.assign(new Trail(), trail).move(
        bar.high,
        bar.low,
        bar.close,
        multiple * range.peek(bar),
      ).line,
  }
}

type SupertrendColumns = Readonly<Record<keyof Supertrend, Float64Array>>

/** The lines at every bar, to the last bit what `supertrend` tells one by one. */
export function supertrendColumns(
  bars: RangeColumns,
  { length, multiple }: SupertrendTerms,
  into: SupertrendColumns = {
    value: new Float64Array(bars.length),
    direction: new Float64Array(bars.length),
  },
): SupertrendColumns {
  const { high, low, close } = bars
  const { value, direction } = into
  atrColumn(bars, length, value)
  const trail = new Trail()
  for (let i = 0; i < bars.length; i += 1) {
    trail.move(high[i]!, low[i]!, close[i]!, multiple * value[i]!)
    value[i] = trail.value
    direction[i] = trail.direction
  }
  return into
}

class Trail {
  upper = Number.NaN
  lower = Number.NaN
  /** The last close, NaN before the bands are known. */
  close = Number.NaN
  /** 1 or -1, NaN before. */
  direction = Number.NaN

  /** The band on the other side of prices. */
  get value(): number {
    return this.direction > 0 ? this.lower : this.upper
  }

  get line(): Supertrend {
    return { value: this.value, direction: this.direction }
  }

  move(high: number, low: number, close: number, width: number): this {
    if (Number.isNaN(width)) return this
    const middle = (high + low) / 2
    const isFirst = Number.isNaN(this.direction)
    if (isFirst) this.direction = close >= middle ? 1 : -1
    if (isFirst || middle + width < this.upper || this.close > this.upper)
      this.upper = middle + width
    if (isFirst || middle - width > this.lower || this.close < this.lower)
      this.lower = middle - width
    if (!isFirst) this.direction = close <= this.value ? -1 : 1
    this.close = close
    return this
  }
}
