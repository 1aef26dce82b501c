import * as z from 'zod'
import { MINUTE_MS } from '#core/time/time.ts'

export const RUN_BARS_MAX = 5_000
/** Bars are made of candles of a minute where there are no longer ones: no page reads more of those than this. */
const MINUTES_MAX = 500_000

/** So many bars a page has at most. */
export function runBarsPerPage(timeframeMs: number): number {
  return Math.min(RUN_BARS_MAX, Math.floor((MINUTES_MAX * MINUTE_MS) / timeframeMs))
}

const column = z.array(z.number()).readonly()

/** Bars as columns of equal length, oldest first; times in Unix milliseconds. */
export const runBarsCodec = z.object({
  openAt: column,
  open: column,
  high: column,
  low: column,
  close: column,
})
export type RunBarsView = z.output<typeof runBarsCodec>
