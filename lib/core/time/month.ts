import { assert } from '#core/assert.ts'
import { type UnixMs, unixMsOf } from '#core/time/time.ts'

const MONTH = /^(?<year>\d{4})-(?<month>0[1-9]|1[0-2])$/

/** The UTC month `2026-11` as [fromAt, toAt). */
export function monthOf(text: string): { readonly fromAt: UnixMs; readonly toAt: UnixMs } {
  const parts = MONTH.exec(text)?.groups
  assert(parts !== undefined, 'a month is written like 2026-11')
  const year = Number(parts['year'])
  const month = Number(parts['month'])
  return { fromAt: unixMsOf(Date.UTC(year, month - 1)), toAt: unixMsOf(Date.UTC(year, month)) }
}
