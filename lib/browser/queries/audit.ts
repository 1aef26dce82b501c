import { listAuditEvents } from '#api/audit.ts'
import type { CallInput } from '#api/endpoint.ts'
import { endpointPagesQuery } from './endpoint-pages-query.ts'

/** Page after page. */
export const auditPagesQuery = (input: CallInput<typeof listAuditEvents> = {}) =>
  endpointPagesQuery(listAuditEvents, input)
