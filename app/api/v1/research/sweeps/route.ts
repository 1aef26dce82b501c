import * as api from '#api/research.ts'
import { routes } from '#http/route.ts'
import { startSweep } from '#usecases/research/start-sweep.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes([api.startSweep, startSweep])
