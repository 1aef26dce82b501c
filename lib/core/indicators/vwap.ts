import type { Indicator } from '#core/indicators/indicator.ts'
import type { Bars } from '#core/market/bars.ts'
import type { Candle } from '#core/market/candle.ts'
import { DAY_MS } from '#core/time/time.ts'

type Traded = Omit<Candle, 'open'>
type Sums = { readonly session: number; readonly value: number; readonly volume: number }

const TYPICAL_PARTS = 3

/**
 * Volume weighted average of the typical price (high + low + close) / 3 since the session began. A session is
 * `sessionMs` long and counted from 1970 in UTC: a day unless told; `Infinity` never begins anew. NaN while
 * nothing was traded in the session.
 */
export function vwap(sessionMs: number = DAY_MS): Indicator<Traded, number> {
  let sums: Sums = { session: Number.NaN, value: 0, volume: 0 }
  const sumsWith = ({ openAt, high, low, close, volume }: Traded): Sums => {
    const session = Math.floor(openAt / sessionMs)
    const value = ((high + low + close) / TYPICAL_PARTS) * volume
    if (session !== sums.session) return { session, value, volume }
    return { session, value: sums.value + value, volume: sums.volume + volume }
  }
  return {
    next(bar) {
      sums = sumsWith(bar)
      return sums.value / sums.volume
    },
    peek(bar) {
      const { value, volume } = sumsWith(bar)
      return value / volume
    },
  }
}

/** The average at every bar, to the last bit what `vwap` tells one by one. */
export function vwapColumn(
  { length, openAt, high, low, close, volume }: Bars,
  sessionMs: number = DAY_MS,
  into: Float64Array = new Float64Array(length),
): Float64Array {
  let session = Number.NaN
  let value = 0
  let traded = 0
  for (let i = 0; i < length; i += 1) {
    const sessionNow = Math.floor(openAt[i]! / sessionMs)
    if (sessionNow !== session) {
      session = sessionNow
      value = 0
      traded = 0
    }
    value += ((high[i]! + low[i]! + close[i]!) / TYPICAL_PARTS) * volume[i]!
    traded += volume[i]!
    into[i] = value / traded
  }
  return into
}
