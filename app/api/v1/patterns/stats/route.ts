import * as api from '#api/patterns.ts'
import { routes } from '#http/route.ts'
import { getPatternStats } from '#usecases/patterns/get-pattern-stats.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes([api.getPatternStats, getPatternStats])
