import * as api from '#api/research.ts'
import { routes } from '#http/route.ts'
import { listStrategies } from '#usecases/research/list-strategies.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes([api.listStrategies, listStrategies])
