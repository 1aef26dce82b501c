import * as api from '#api/alerts.ts'
import { routes } from '#http/route.ts'
import { redeliver } from '#usecases/alerts/dead-letters.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes([api.redeliver, redeliver])
