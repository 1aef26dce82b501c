import * as z from 'zod'
import type { UnixMs } from '#core/time/time.ts'

export const PAGE_LIMIT_DEFAULT = 50
export const PAGE_LIMIT_MAX = 200
const CURSOR_LENGTH_MAX = 512

/** Where a page ended: lists are sorted by a time, then by id, both descending. */
export type After = { readonly at: UnixMs; readonly id: string }

/** Opaque to callers: `nextCursor` of the page before. */
export const cursorField = z.string().min(1).max(CURSOR_LENGTH_MAX).optional()

/** How many items at most; 50 unless told. A query string carries it as text. */
export const limitField = z
  .codec(z.string().regex(/^[1-9]\d{0,2}$/), z.int().min(1).max(PAGE_LIMIT_MAX), {
    decode: Number,
    encode: String,
  })
  .optional()

/** A page of a list. `nextCursor` is null on the last one. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item).readonly(), nextCursor: z.string().nullable() })
}

/** A list that is always whole: short by its nature, so it has no pages. */
export function wholeListOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item).readonly(), nextCursor: z.null() })
}
