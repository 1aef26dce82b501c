import * as api from '#api/health.ts'
import { routes } from '#http/route.ts'
import { house } from '#usecases/health/check-health.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes([api.getHealth, house])
