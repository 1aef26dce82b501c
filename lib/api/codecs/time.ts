import * as z from 'zod'
import { UNIX_MS_MAX, type UnixMs, unixMsOf } from '#core/time/time.ts'
import { textCodec } from './text-codec.ts'

/** Integer Unix milliseconds UTC, in fields named `...At`. */
export const time = z.codec(z.int().min(0).max(UNIX_MS_MAX), z.custom<UnixMs>(), {
  decode: unixMsOf,
  encode: (at) => at,
})

/** The same in a query string. */
export const queryTime = z.codec(
  z.string().regex(/^\d{1,15}$/, 'expected whole milliseconds since 1970'),
  z.custom<UnixMs>(),
  {
    decode(text, context) {
      const value = Number(text)
      if (value <= UNIX_MS_MAX) return unixMsOf(value)
      context.issues.push({ code: 'custom', input: text, message: 'expected a time before 10000' })
      return z.NEVER
    },
    encode: String,
  },
)

const MILLISECONDS = /^\d{1,15}$/
const ISO = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?Z$/
const MOMENT_LENGTH_MAX = 24

/** The instant that a page is seen as of: whole milliseconds, or ISO 8601 in UTC. */
export const moment = textCodec<UnixMs>({
  decode: momentOf,
  encode: String,
  expected: 'whole milliseconds since 1970 or a time such as 2026-11-21T14:03:05Z',
  lengthMax: MOMENT_LENGTH_MAX,
})

/** Reads a moment. Throws for what is none. */
export function momentOf(text: string): UnixMs {
  if (MILLISECONDS.test(text)) return unixMsOf(Number(text))
  if (!ISO.test(text)) throw new Error('expected milliseconds or ISO 8601 in UTC')
  return unixMsOf(Date.parse(text))
}
