import * as z from 'zod'
import { UNIX_MS_MAX, type UnixMs, unixMsOf } from '#core/time/time.ts'

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
