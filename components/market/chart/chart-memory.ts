import * as z from 'zod'
import type { InstrumentId } from '#core/market/instrument.ts'
import { drawingsSchema } from './drawings.ts'
import { indicatorsSchema, newChoice } from './indicator-choice.ts'
import { VOLUME_KIND } from './volume-indicator.ts'

/** What a person keeps on the chart of one market. */
export const chartMemorySchema = z.object({
  indicators: indicatorsSchema,
  drawings: drawingsSchema,
  areDrawingsHidden: z.boolean().catch(false),
  arePatternsShown: z.boolean().catch(false),
})
export type ChartMemory = z.output<typeof chartMemorySchema>

/** A chart that nobody has changed yet. */
export const FRESH_CHART: ChartMemory = {
  indicators: [newChoice(VOLUME_KIND, 'volume')],
  drawings: [],
  areDrawingsHidden: false,
  arePatternsShown: false,
}

/** The name of the preference that keeps it. */
export function chartMemoryKey(instrumentId: InstrumentId): string {
  return `chart.${instrumentId}`
}
