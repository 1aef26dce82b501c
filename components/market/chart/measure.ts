import { percentText } from '#components/ui/money-text.ts'
import { ageText } from '#components/ui/time-text.ts'
import { type Price, subtract } from '#core/money/money.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#core/time/time.ts'

export type MeasurePoint = { readonly at: number; readonly position: number; readonly price: Price }

export type Measured = {
  readonly change: Price
  readonly percent: string
  /** Signed: to the left is back in time. */
  readonly bars: number
  readonly time: string
}

/** From one place of a chart to another: by price, percent, candles and time. */
export function measure(from: MeasurePoint, to: MeasurePoint): Measured {
  const change = subtract(to.price, from.price)
  return {
    change,
    percent: percentText(change, from.price),
    bars: Math.round(to.position) - Math.round(from.position),
    time: durationText(Math.abs(to.at - from.at)),
  }
}

/** A stretch of time in its two biggest units: '2 d 4 h', '3 h 5 m', '12 s'. */
export function durationText(ms: number): string {
  for (const [unit, smaller] of UNITS) {
    if (ms < unit) continue
    const rest = ms % unit
    return rest < smaller ? ageText(ms) : `${ageText(ms - rest)} ${ageText(rest)}`
  }
  return ageText(ms)
}

const UNITS = [
  [DAY_MS, HOUR_MS],
  [HOUR_MS, MINUTE_MS],
] as const
