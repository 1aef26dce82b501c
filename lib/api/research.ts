import * as z from 'zod'
import { researchRunId } from './codecs/id.ts'
import { backtestInput, researchRunCodec, strategyCodec, sweepInput } from './codecs/research.ts'
import { researchResultCodec } from './codecs/research-result.ts'
import { runBarsCodec } from './codecs/run-bars.ts'
import { queryTime } from './codecs/time.ts'
import { endpoint, listEndpoint } from './endpoint.ts'
import { wholeListOf } from './page-of.ts'

export const listStrategies = endpoint({
  name: 'listStrategies',
  method: 'GET',
  path: '/api/v1/research/strategies',
  permission: 'research:read',
  summary: 'The strategies that can be run, with their parameters.',
  result: wholeListOf(strategyCodec),
})

export const startBacktest = endpoint({
  name: 'startBacktest',
  method: 'POST',
  path: '/api/v1/research/runs',
  permission: 'research:run',
  idempotent: true,
  summary: 'Queue a backtest. A runner takes it at once when it has nothing else to run.',
  body: backtestInput,
  result: researchRunCodec,
  status: 201,
})

export const startSweep = endpoint({
  name: 'startSweep',
  method: 'POST',
  path: '/api/v1/research/sweeps',
  permission: 'research:run',
  idempotent: true,
  summary: 'Queue a sweep: a backtest of every combination of up to three parameters.',
  body: sweepInput,
  result: researchRunCodec,
  status: 201,
})

export const listResearchRuns = listEndpoint({
  name: 'listResearchRuns',
  path: '/api/v1/research/runs',
  permission: 'research:read',
  summary: 'Runs of the research engine, newest first.',
  query: { strategy: z.string().min(1).max(64).optional() },
  item: researchRunCodec,
})

export const getResearchRun = endpoint({
  name: 'getResearchRun',
  method: 'GET',
  path: '/api/v1/research/runs/{runId}',
  permission: 'research:read',
  summary: 'One run, with its result when it is done.',
  params: { runId: researchRunId },
  result: z.object({ run: researchRunCodec, result: researchResultCodec.nullable() }),
})

export const listRunBars = endpoint({
  name: 'listRunBars',
  method: 'GET',
  path: '/api/v1/research/runs/{runId}/bars',
  permission: 'research:read',
  summary: 'The bars of a run that open in [from, to), oldest first: 5,000 at most.',
  params: { runId: researchRunId },
  query: { from: queryTime, to: queryTime },
  result: runBarsCodec,
})

export const cancelResearchRun = endpoint({
  name: 'cancelResearchRun',
  method: 'POST',
  path: '/api/v1/research/runs/{runId}/cancel',
  permission: 'research:run',
  summary: 'Stop a run that waits or runs. Safe to repeat; one that is done stays as it is.',
  params: { runId: researchRunId },
  result: researchRunCodec,
})
