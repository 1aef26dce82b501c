import { HOUR_MS, MINUTE_MS, SECOND_MS } from '#core/time/time.ts'
import type { TimeForm } from './candle-rows.ts'

export type ReadTime = {
  /** Unix milliseconds. A time without a zone is taken for UTC. */
  readonly at: number
  readonly form: TimeForm
  /** Such as `+02:00`; null where none is written. */
  readonly offset: string | null
}

/** Which part of `03/04/2017` is the day: decided once for a file, by its days above 12. */
export type SlashOrder = 'month-first' | 'day-first'

/** Numbers below each bound count these steps since 1970: none of the four means a time in two centuries. */
const UNIX_FORMS = [
  { below: 1e11, form: 'unix-s', perMs: 1e-3 },
  { below: 1e14, form: 'unix-ms', perMs: 1 },
  { below: 1e17, form: 'unix-us', perMs: 1e3 },
  { below: 1e20, form: 'unix-ns', perMs: 1e6 },
] as const

const COMPACT_DATE = /^(?<year>(?:19|20)\d\d)(?<month>\d\d)(?<day>\d\d)$/
const YEAR_FIRST = /^(?<year>\d{4})[-/.](?<month>\d{1,2})[-/.](?<day>\d{1,2})/
const YEAR_LAST = /^(?<one>\d{1,2})[-/.](?<two>\d{1,2})[-/.](?<year>\d{4}|\d{2})/
const CLOCK =
  /^(?:T|\s+)(?<hour>\d{1,2}):(?<minute>\d\d)(?::(?<second>\d\d)(?<fraction>\.\d+)?)?\s*(?<half>AM|PM)?\s*(?<zone>Z|UTC|GMT|[+-]\d\d:?\d\d|[+-]\d\d)?$/i
const CENTURY = 2000

/** The time of a number; null for one that is no time between 1970 and 5138. */
export function unixTime(value: number): ReadTime | null {
  if (!(value >= 0)) return null
  const found = UNIX_FORMS.find(({ below }) => value < below)
  if (found === undefined) return null
  return { at: Math.round(value / found.perMs), form: found.form, offset: null }
}

/** The time that a text says; null when it says none. */
export function parseTime(text: string, slashes: SlashOrder): ReadTime | null {
  const compact = COMPACT_DATE.exec(text)
  if (compact) return dateTime(partsOf(compact, 'month-first'), '')
  if (/^\d+(\.\d+)?$/.test(text)) return unixTime(Number(text))
  const date = YEAR_FIRST.exec(text) ?? YEAR_LAST.exec(text)
  if (date === null) return null
  return dateTime(partsOf(date, slashes), text.slice(date[0].length))
}

/** Whether a text tells which part of such a date is the day; null when it fits both. */
export function slashOrderOf(text: string): SlashOrder | null {
  const { one, two } = YEAR_LAST.exec(text)?.groups ?? {}
  if (Number(one) > 12) return 'day-first'
  return Number(two) > 12 ? 'month-first' : null
}

type DateParts = { readonly year: number; readonly month: number; readonly day: number }

function partsOf(found: RegExpExecArray, slashes: SlashOrder): DateParts {
  const { year, month, day, one, two } = found.groups ?? {}
  const [monthText, dayText] = slashes === 'month-first' ? [one, two] : [two, one]
  const years = Number(year)
  return {
    year: year?.length === 2 ? CENTURY + years : years,
    month: Number(month ?? monthText),
    day: Number(day ?? dayText),
  }
}

function dateTime({ year, month, day }: DateParts, rest: string): ReadTime | null {
  const midnight = Date.UTC(year, month - 1, day)
  const written = new Date(midnight)
  // Date.UTC carries the 31st of June over into July.
  if (written.getUTCMonth() !== month - 1 || written.getUTCDate() !== day) return null
  if (rest.trim() === '') return { at: midnight, form: 'date', offset: null }
  const clock = CLOCK.exec(rest)?.groups
  if (clock === undefined) return null
  const clockMs = clockMsOf(clock)
  if (clockMs === null) return null
  const { zone } = clock
  if (zone === undefined) return { at: midnight + clockMs, form: 'local', offset: null }
  const offset = offsetOf(zone)
  return { at: midnight + clockMs - offsetMs(offset), form: 'zoned', offset }
}

function clockMsOf(clock: { readonly [part: string]: string | undefined }): number | null {
  const { hour, minute, second = '0', fraction = '0', half } = clock
  const afternoon = half?.toUpperCase() === 'PM' ? 12 : 0
  const hours = (half === undefined ? Number(hour) : Number(hour) % 12) + afternoon
  if (hours > 23 || Number(minute) > 59 || Number(second) > 59) return null
  const seconds = Number(second) + Number(fraction)
  return hours * HOUR_MS + Number(minute) * MINUTE_MS + Math.round(seconds * SECOND_MS)
}

function offsetOf(zone: string): string {
  if (/^[A-Z]/i.test(zone)) return '+00:00'
  const digits = zone.slice(1).replace(':', '').padEnd(4, '0')
  return `${zone[0]}${digits.slice(0, 2)}:${digits.slice(2)}`
}

function offsetMs(offset: string): number {
  const sign = offset.startsWith('-') ? -1 : 1
  return sign * (Number(offset.slice(1, 3)) * HOUR_MS + Number(offset.slice(4)) * MINUTE_MS)
}
