'use client'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { IndicatorChoice } from './indicator-choice.ts'
import { type ChosenIndicator, chosenOf, type IndicatorCatalog } from './indicator-definition.ts'
import { VOLUME_INDICATOR, VOLUME_KIND } from './volume-indicator.ts'

const AT_HAND: IndicatorCatalog = new Map([[VOLUME_KIND, VOLUME_INDICATOR]])

/** The indicators' code, read once it is asked for. */
const indicatorCatalogQuery = queryOptions({
  queryKey: ['indicator catalog'],
  queryFn: async () => (await import('./indicator-catalog.ts')).INDICATOR_CATALOG,
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
  structuralSharing: false,
})

export function useIndicatorCatalog() {
  return useQuery(indicatorCatalogQuery)
}

/** What of the choices can be drawn now: volume at once, the others when their code is there. */
export function useChosenIndicators(
  choices: readonly IndicatorChoice[],
): readonly ChosenIndicator[] {
  const enabled = choices.some(({ kind }) => !AT_HAND.has(kind))
  const { data: catalog = AT_HAND } = useQuery({ ...indicatorCatalogQuery, enabled })
  return useMemo(() => chosenOf(choices, catalog), [choices, catalog])
}
