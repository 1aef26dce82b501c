import * as api from '#api/bots.ts'
import { routes } from '#http/route.ts'
import { getShadowReport } from '#usecases/bots/get-shadow-report.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes([api.getShadowReport, getShadowReport])
