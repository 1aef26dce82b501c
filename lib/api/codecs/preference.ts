import * as z from 'zod'
import { time } from './time.ts'

/** A preference's value as JSON text is at most this long, in UTF-8. */
export const PREFERENCE_BYTES_MAX = 16 * 1024

/**
 * What may be preferred: `appearance`, `armed`, `dock`, `scope`, or something of a table, a chart, a layout, the
 * command centre or the ticket, such as `table.orders` and `chart.sim:BTC-USDT`.
 */
const PREFERENCE_KEY =
  /^(appearance|armed|dock|scope|(table|chart|layout|command|ticket)\.[A-Za-z0-9][A-Za-z0-9._:-]{0,99})$/

export const preferenceKey = z
  .string()
  .regex(PREFERENCE_KEY, 'expected a name such as table.orders or chart.sim:BTC-USDT')

/** Any JSON; who reads it checks it against what they expect. */
export const preferenceValue = z.unknown().refine(isKeepable, {
  message: `expected JSON of at most ${PREFERENCE_BYTES_MAX} bytes without null characters`,
})

export const preferenceCodec = z.object({
  key: z.string(),
  value: z.unknown(),
  updatedAt: time,
})
export type Preference = z.output<typeof preferenceCodec>

/** PostgreSQL keeps every character but one. */
const NULL_CHARACTER = '\\u0000'

function isKeepable(value: unknown): boolean {
  const text: string | undefined = JSON.stringify(value)
  if (text === undefined || text.includes(NULL_CHARACTER)) return false
  return new TextEncoder().encode(text).length <= PREFERENCE_BYTES_MAX
}
