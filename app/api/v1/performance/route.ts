import * as api from '#api/performance.ts'
import { routes } from '#http/route.ts'
import { getPerformance } from '#usecases/performance/get-performance.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes([api.getPerformance, getPerformance])
