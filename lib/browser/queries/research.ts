import { getDataset, listDatasets } from '#api/datasets.ts'
import type { CallInput } from '#api/endpoint.ts'
import { getResearchRun, listResearchRuns, listRunBars, listStrategies } from '#api/research.ts'
import { endpointPagesQuery } from './endpoint-pages-query.ts'
import { endpointQuery } from './endpoint-query.ts'

export const strategiesQuery = () => endpointQuery(listStrategies, {})

/** The newest runs, page after page. */
export const researchRunsPagesQuery = (input: CallInput<typeof listResearchRuns> = {}) =>
  endpointPagesQuery(listResearchRuns, input)

export const researchRunQuery = (runId: string) => endpointQuery(getResearchRun, { runId })

/** The bars of a run that open in [from, to). They never change, so they are read once. */
export const runBarsQuery = (input: CallInput<typeof listRunBars>) => ({
  ...endpointQuery(listRunBars, input),
  staleTime: Number.POSITIVE_INFINITY,
})

export const datasetsQuery = () => endpointQuery(listDatasets, {})

export const datasetQuery = (datasetId: number) => endpointQuery(getDataset, { datasetId })
