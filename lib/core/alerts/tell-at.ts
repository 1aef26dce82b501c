import { DAY_MS, MINUTE_MS, type UnixMs, unixMsOf } from '#core/time/time.ts'
import type { AlertSeverity } from './alert-kinds.ts'

export const MINUTES_A_DAY = DAY_MS / MINUTE_MS

/** What a channel wants to hear of, and when. */
export type TellingRules = {
  /** `page`: pages only. */
  readonly severityMin: AlertSeverity
  /** Tickets wait from this minute of the day until that one; it may pass midnight. */
  readonly quiet: { readonly fromMinute: number; readonly toMinute: number } | null
  /** The IANA name of the zone whose day it is. */
  readonly timeZone: string
  /** Tickets are collected for so long; 0: each is told by itself. */
  readonly digestMinutes: number
}

/** When a message is told: a page at once, a ticket at the end of its digest and of the quiet hours; or never. */
export function tellAt(now: UnixMs, severity: AlertSeverity, rules: TellingRules): UnixMs | null {
  if (severity === 'page') return now
  if (rules.severityMin === 'page') return null
  return afterQuiet(endOfDigest(now, rules.digestMinutes), rules)
}

function endOfDigest(now: UnixMs, digestMinutes: number): UnixMs {
  const spanMs = digestMinutes * MINUTE_MS
  return spanMs === 0 ? now : unixMsOf((Math.floor(now / spanMs) + 1) * spanMs)
}

/** A night in which clocks are changed ends an hour off. */
function afterQuiet(at: UnixMs, { quiet, timeZone }: TellingRules): UnixMs {
  if (quiet === null) return at
  const minute = minuteOfDay(at, timeZone)
  const lengthMinutes = minutesFrom(quiet.fromMinute, quiet.toMinute)
  if (minutesFrom(quiet.fromMinute, minute) >= lengthMinutes) return at
  const startOfMinute = at - (at % MINUTE_MS)
  return unixMsOf(startOfMinute + minutesFrom(minute, quiet.toMinute) * MINUTE_MS)
}

function minutesFrom(from: number, to: number): number {
  return (to - from + MINUTES_A_DAY) % MINUTES_A_DAY
}

function minuteOfDay(at: UnixMs, timeZone: string): number {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]))
  return (parts.get('hour') ?? 0) * 60 + (parts.get('minute') ?? 0)
}
