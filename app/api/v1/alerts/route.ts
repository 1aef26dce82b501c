import * as api from '#api/alerts.ts'
import { routes } from '#http/route.ts'
import { listAlerts } from '#usecases/alerts/list-alerts.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes([api.listAlerts, listAlerts])
