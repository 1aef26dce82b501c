import * as api from '#api/research.ts'
import { routes } from '#http/route.ts'
import { listResearchRuns } from '#usecases/research/list-research-runs.ts'
import { startBacktest } from '#usecases/research/start-backtest.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes(
  [api.listResearchRuns, listResearchRuns],
  [api.startBacktest, startBacktest],
)
