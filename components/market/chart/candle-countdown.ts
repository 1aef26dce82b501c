import { type Timeframe, timeframeMs } from '#core/market/candle.ts'
import { HOUR_MS, MINUTE_MS, SECOND_MS, type UnixMs } from '#core/time/time.ts'

/** How long the running candle still runs: '0:42', '1:05:09'. '0:00' once its time is over. */
export function countdownText(now: UnixMs, timeframe: Timeframe): string {
  const step = timeframeMs[timeframe]
  const left = Math.ceil((step - (now % step)) / SECOND_MS) * SECOND_MS
  const hours = Math.floor(left / HOUR_MS)
  const minutes = Math.floor((left % HOUR_MS) / MINUTE_MS)
  const seconds = Math.floor((left % MINUTE_MS) / SECOND_MS)
  const tail = `${String(seconds).padStart(2, '0')}`
  if (hours === 0) return `${minutes}:${tail}`
  return `${hours}:${String(minutes).padStart(2, '0')}:${tail}`
}
