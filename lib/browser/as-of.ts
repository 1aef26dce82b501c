import { momentOf } from '#api/codecs/time.ts'
import { toIso, type UnixMs } from '#core/time/time.ts'

export const AS_OF_PARAM = 'asOf'

/** The moment that an address asks for; undefined for none, and for what is no moment. */
export function asOfOf(text: string | readonly string[] | null | undefined): UnixMs | undefined {
  if (typeof text !== 'string') return undefined
  try {
    return momentOf(text)
  } catch {
    return undefined
  }
}

/** As it stands in an address: `2026-11-21T14:03:05.000Z`, which people can read and change. */
export function asOfText(at: UnixMs): string {
  return toIso(at)
}

/** The pages that can be seen as of a moment; on all others an address does without one. */
const PAGES = /^\/(desk(\/(positions|accounts))?|client\/[^/]+(\/positions)?)$/

export function hasMoments(pathname: string): boolean {
  return PAGES.test(pathname)
}
