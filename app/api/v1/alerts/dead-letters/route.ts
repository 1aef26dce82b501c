import * as api from '#api/alerts.ts'
import { routes } from '#http/route.ts'
import { listDeadDeliveries } from '#usecases/alerts/dead-letters.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes([
  api.listDeadDeliveries,
  listDeadDeliveries,
])
