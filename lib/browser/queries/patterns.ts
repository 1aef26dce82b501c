import type { CallInput } from '#api/endpoint.ts'
import { getPatternStats, listPatterns, listSignals } from '#api/patterns.ts'
import { endpointPagesQuery } from './endpoint-pages-query.ts'
import { endpointQuery } from './endpoint-query.ts'

/** Closed candles make patterns and signals known, and those come once a minute. */
export const FOUND_ASK_MS = 60_000

/** The newest signals, page after page. */
export const signalsPagesQuery = (input: CallInput<typeof listSignals> = {}) =>
  endpointPagesQuery(listSignals, input)

/** The newest patterns of a market. */
export const patternsQuery = (input: CallInput<typeof listPatterns>) => ({
  ...endpointQuery(listPatterns, input),
  refetchInterval: FOUND_ASK_MS,
})

/** How trades on patterns have turned out. */
export const patternStatsQuery = (input: CallInput<typeof getPatternStats> = {}) =>
  endpointQuery(getPatternStats, input)
