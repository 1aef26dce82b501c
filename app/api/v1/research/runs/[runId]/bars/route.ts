import * as api from '#api/research.ts'
import { routes } from '#http/route.ts'
import { listRunBars } from '#usecases/research/list-run-bars.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes([api.listRunBars, listRunBars])
