import * as api from '#api/fills.ts'
import { routes } from '#http/route.ts'
import { listFills } from '#usecases/fills/list-fills.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes([api.listFills, listFills])
