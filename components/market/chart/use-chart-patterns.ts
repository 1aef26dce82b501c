'use client'
import { type UseQueryResult, useQueries } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { CallResult } from '#api/endpoint.ts'
import type { listPatterns } from '#api/patterns.ts'
import { patternsQuery } from '#browser/queries/patterns.ts'
import { useMay } from '#browser/use-may.ts'
import { type Timeframe, timeframeMs } from '#core/market/candle.ts'
import type { InstrumentId } from '#core/market/instrument.ts'
import { type PatternMark, patternMarks } from './pattern-marks.ts'

/** What has not ended; of each the newest. */
const LIVING = ['open', 'touched', 'mitigated'] as const
const SHOWN_MAX = 200
const NONE: readonly PatternMark[] = []

type Answer = UseQueryResult<CallResult<typeof listPatterns>>

/** What is drawn of the market's patterns in the timeframe shown; nothing while they are switched off. */
export function useChartPatterns({
  instrumentId,
  timeframe,
  isShown,
}: {
  readonly instrumentId: InstrumentId
  readonly timeframe: Timeframe
  readonly isShown: boolean
}): readonly PatternMark[] {
  const enabled = useMay('research:read') && isShown
  const combine = useCallback(
    (answers: readonly Answer[]) =>
      patternMarks(
        answers.flatMap(({ data }) => data?.items ?? []),
        timeframeMs[timeframe],
      ),
    [timeframe],
  )
  const marks = useQueries({
    queries: LIVING.map((state) => ({
      ...patternsQuery({ instrumentId, timeframe, state, limit: SHOWN_MAX }),
      enabled,
    })),
    combine,
  })
  return enabled ? marks : NONE
}
