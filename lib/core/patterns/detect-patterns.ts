import type { Bars } from '#core/market/bars.ts'
import { PatternDetectors } from '#core/patterns/pattern-detectors.ts'
import type { PatternRows } from '#core/patterns/pattern-rows.ts'
import type { PatternSettings } from '#core/patterns/pattern-settings.ts'

/** The patterns of a whole series, in the order of their confirmation: what a feed would have told bar by bar. */
export function detectPatterns(bars: Bars, settings?: PatternSettings): PatternRows {
  const detectors = new PatternDetectors(bars.timeframeMs, settings, 'all')
  const { openAt, open, high, low, close, length } = bars
  for (let i = 0; i < length; i += 1) {
    detectors.next(openAt[i]!, open[i]!, high[i]!, low[i]!, close[i]!)
  }
  return detectors.rows
}
