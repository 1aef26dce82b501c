import { dateTimeText } from '#components/ui/time-text.ts'
import {
  DAY_MS,
  HOUR_MS,
  MINUTE_MS,
  SECOND_MS,
  UNIX_MS_MAX,
  type UnixMs,
  unixMsOf,
} from '#core/time/time.ts'

const MOMENT = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})(:\d{2})?$/

/** `2026-11-21 14:03:05` or `2026-11-21 14:03`, in UTC; null for what is no moment. */
export function parseMoment(text: string): UnixMs | null {
  const found = MOMENT.exec(text.trim())
  if (found === null) return null
  const [, date, clock, seconds = ':00'] = found
  const ms = Date.parse(`${date}T${clock}${seconds}Z`)
  if (Number.isNaN(ms) || ms < 0 || ms > UNIX_MS_MAX) return null
  return unixMsOf(ms)
}

/** Where each part ends in the text, and what one step of it is. Years and months are stepped by days. */
const PARTS = [
  { endsAt: 'YYYY-MM-DD'.length, stepMs: DAY_MS },
  { endsAt: 'YYYY-MM-DD HH'.length, stepMs: HOUR_MS },
  { endsAt: 'YYYY-MM-DD HH:MM'.length, stepMs: MINUTE_MS },
  { endsAt: Infinity, stepMs: SECOND_MS },
] as const

/** The text with the part under the cursor moved by one step; null for what is no moment. */
export function movedMoment(
  text: string,
  { caret, by }: { readonly caret: number; readonly by: 1 | -1 },
): string | null {
  const at = parseMoment(text)
  const part = PARTS.find(({ endsAt }) => caret <= endsAt)
  if (at === null || part === undefined) return null
  const moved = at + by * part.stepMs
  return moved < 0 || moved > UNIX_MS_MAX ? null : dateTimeText(unixMsOf(moved))
}
