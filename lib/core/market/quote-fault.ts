import type { Quote } from '#core/market/mark.ts'
import { isAbove, isPositive } from '#core/money/money.ts'
import { SECOND_MS, type UnixMs } from '#core/time/time.ts'

/** How far a quote may be stamped ahead of whoever reads it: clocks of one house differ by less. */
export const QUOTE_AHEAD_MS_MAX = SECOND_MS

/** Why a quote, however new, says nothing about its market. */
export type QuoteFault = 'CROSSED' | 'FUTURE' | 'NOT_POSITIVE'

/** What is wrong with a quote in itself; its age is another matter. Null when nothing is. */
export function quoteFaultOf({ bid, ask, last, at }: Quote, now: UnixMs): QuoteFault | null {
  if ([bid, ask, last].some((price) => price !== null && !isPositive(price))) return 'NOT_POSITIVE'
  if (bid !== null && ask !== null && isAbove(bid, ask)) return 'CROSSED'
  return at - now > QUOTE_AHEAD_MS_MAX ? 'FUTURE' : null
}
