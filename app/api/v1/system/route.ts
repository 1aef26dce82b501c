import * as api from '#api/reports.ts'
import { routes } from '#http/route.ts'
import { getSystem } from '#usecases/system/get-system.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes([api.getSystem, getSystem])
