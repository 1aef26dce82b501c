import { createHmac, timingSafeEqual } from 'node:crypto'
import * as z from 'zod'
import { AppError } from '#api/app-error.ts'
import type { After } from '#api/page-of.ts'
import { UNIX_MS_MAX, unixMsOf } from '#core/time/time.ts'

/** What a cursor belongs to: another list, or the same with another filter, refuses it. */
export type CursorScope = { readonly endpoint: string; readonly filters: string }

const MAC_BYTES = 16
const pageKey = z.tuple([z.int().min(0).max(UNIX_MS_MAX), z.uuid()])

/** Signs where a page ended. Opaque to callers, and useless with another filter. */
export function signCursor(after: After, scope: CursorScope, key: string): string {
  const text = JSON.stringify([after.at, after.id])
  return `${Buffer.from(text).toString('base64url')}.${macOf(text, scope, key).toString('base64url')}`
}

/** Opens what `signCursor` made for the same scope. Throws CURSOR_MISMATCH for anything else. */
export function openCursor(cursor: string, scope: CursorScope, key: string): After {
  const [text = '', mac = ''] = cursor.split('.').map((part) => Buffer.from(part, 'base64url'))
  const expected = macOf(String(text), scope, key)
  const found = Buffer.from(mac)
  if (found.length !== MAC_BYTES || !timingSafeEqual(found, expected)) throw mismatch()
  const [at, id] = pageKey.parse(JSON.parse(String(text)))
  return { at: unixMsOf(at), id }
}

function macOf(text: string, { endpoint, filters }: CursorScope, key: string): Buffer {
  const signed = JSON.stringify([endpoint, filters, text])
  return createHmac('sha256', key).update(signed).digest().subarray(0, MAC_BYTES)
}

function mismatch(): AppError {
  return new AppError('CURSOR_MISMATCH', {
    public: 'This cursor was not given for this list and filter: start from the first page.',
  })
}
