import * as api from '#api/research.ts'
import { routes } from '#http/route.ts'
import { cancelResearchRun } from '#usecases/research/cancel-research-run.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes([api.cancelResearchRun, cancelResearchRun])
