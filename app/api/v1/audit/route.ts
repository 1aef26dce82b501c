import * as api from '#api/audit.ts'
import { routes } from '#http/route.ts'
import { listAuditEvents } from '#usecases/audit/list-audit-events.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes([api.listAuditEvents, listAuditEvents])
