import type { AlertChannelView } from '#api/codecs/alert.ts'

const MINUTES_PER_HOUR = 60
const MINUTES_PER_DAY = 1_440

type Rules = Pick<AlertChannelView, 'severityMin' | 'quiet' | 'timeZone' | 'digestMinutes'>

/** What a channel is told and when, in a line. */
export function rulesText({ severityMin, quiet, timeZone, digestMinutes }: Rules): string {
  if (severityMin === 'page') return 'Pages'
  const digest = digestMinutes === 0 ? '' : `, ${digestText(digestMinutes)}`
  if (quiet === null) return `Pages, and tickets${digest}`
  const hours = `${clockText(quiet.fromMinute)}–${clockText(quiet.toMinute)} ${timeZone}`
  return `Pages, and tickets${digest} except ${hours}`
}

/** `every hour`, `every 20 minutes`. */
export function digestText(minutes: number): string {
  if (minutes === MINUTES_PER_DAY) return 'every day'
  return minutes === MINUTES_PER_HOUR ? 'every hour' : `every ${minutes} minutes`
}

/** `22:05`, as a time field shows a minute of the day. */
export function clockText(minute: number): string {
  const hours = Math.floor(minute / MINUTES_PER_HOUR)
  return [hours, minute % MINUTES_PER_HOUR].map((part) => String(part).padStart(2, '0')).join(':')
}

/** The minute of the day that a time field holds; null when it is empty. */
export function minuteOf(text: string): number | null {
  const [, hours, minutes] = /^(\d{2}):(\d{2})$/.exec(text) ?? []
  return hours === undefined || minutes === undefined
    ? null
    : Number(hours) * MINUTES_PER_HOUR + Number(minutes)
}
