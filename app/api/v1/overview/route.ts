import * as api from '#api/reports.ts'
import { routes } from '#http/route.ts'
import { getOverview } from '#usecases/overview/get-overview.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes([api.getOverview, getOverview])
