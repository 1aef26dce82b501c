import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '#core/time/time.ts'

/** Months differ: bars of `1M` are taken for the longest, so that none seems closed before it was. */
export const MONTH_MS_MAX = 31 * DAY_MS
const MONTH_MS_MIN = 28 * DAY_MS
const WEEK_MS = 7 * DAY_MS
/** 1970-01-05 was the first Monday. */
const FIRST_MONDAY_MS = 4 * DAY_MS

const UNITS = [
  ['M', MONTH_MS_MAX],
  ['w', WEEK_MS],
  ['d', DAY_MS],
  ['h', HOUR_MS],
  ['m', MINUTE_MS],
  ['s', SECOND_MS],
] as const

const TIMEFRAME = /^(?<count>[1-9]\d{0,4})(?<unit>[smhdwM])$/

/** The milliseconds of `15m`, `24h`, `1d`, `1w`, `1M`; null for what is no timeframe. Only one month is known. */
export function timeframeLengthMs(text: string): number | null {
  const { count, unit } = TIMEFRAME.exec(text)?.groups ?? {}
  const unitMs = UNITS.find(([letter]) => letter === unit)?.[1]
  if (unitMs === undefined || (unit === 'M' && count !== '1')) return null
  return Number(count) * unitMs
}

/** `15m` for 900 000: the longest unit that divides it. Whole seconds only. */
export function timeframeName(lengthMs: number): string {
  if (isMonth(lengthMs)) return '1M'
  const [letter, unitMs] = UNITS.find(([, ms]) => lengthMs % ms === 0) ?? ['s', SECOND_MS]
  return `${lengthMs / unitMs}${letter}`
}

/** Whether bars this far apart are calendar months. */
export function isMonth(lengthMs: number): boolean {
  return lengthMs >= MONTH_MS_MIN && lengthMs <= MONTH_MS_MAX
}

/** When the bar that contains this time opened: months on their first, weeks on Monday, all else from 1970 on. */
export function barOpenAt(at: number, lengthMs: number): number {
  if (isMonth(lengthMs)) {
    const date = new Date(at)
    return Date.UTC(date.getUTCFullYear(), date.getUTCMonth())
  }
  if (lengthMs % WEEK_MS !== 0) return at - (at % lengthMs)
  return at - ((((at - FIRST_MONDAY_MS) % lengthMs) + lengthMs) % lengthMs)
}
