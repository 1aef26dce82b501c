import * as api from '#api/research.ts'
import { routes } from '#http/route.ts'
import { getResearchRun } from '#usecases/research/get-research-run.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes([api.getResearchRun, getResearchRun])
