import * as z from 'zod'
import { auditEventCodec } from './codecs/audit.ts'
import { listEndpoint } from './endpoint.ts'

/** What an action begins with: `order`, `account`, `client`. */
const noun = z.string().regex(/^[a-z]{1,30}$/, 'expected a noun such as order')

export const listAuditEvents = listEndpoint({
  name: 'listAuditEvents',
  path: '/api/v1/audit',
  permission: 'audit:read',
  summary:
    'What was done in the firm and by whom, newest first; without `about` all but preferences and stream tickets.',
  query: { about: noun.optional() },
  item: auditEventCodec,
})
