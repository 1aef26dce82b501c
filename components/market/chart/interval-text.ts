import { TIMEFRAMES, type Timeframe, timeframeMs } from '#core/market/candle.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#core/time/time.ts'

const UNIT_MS: Readonly<Record<string, number>> = {
  '': MINUTE_MS,
  m: MINUTE_MS,
  h: HOUR_MS,
  d: DAY_MS,
}
const INTERVAL = /^(\d{1,4})\s*([mhd]?)$/i

/** What a typed interval means: '5' and '5m' five minutes, '60' and '1h' one hour. Null when there is none such. */
export function parseInterval(text: string): Timeframe | null {
  const [, digits = '', unit = ''] = INTERVAL.exec(text.trim()) ?? []
  if (digits === '') return null
  const wanted = Number(digits) * (UNIT_MS[unit.toLowerCase()] ?? 0)
  return TIMEFRAMES.find((timeframe) => timeframeMs[timeframe] === wanted) ?? null
}

/** The timeframes that what was typed so far may become, the exact one first. */
export function intervalChoices(text: string): readonly Timeframe[] {
  const typed = text.trim().toLowerCase()
  const exact = parseInterval(typed)
  const begun = TIMEFRAMES.filter((timeframe) => timeframe !== exact && timeframe.startsWith(typed))
  return exact === null ? begun : [exact, ...begun]
}
