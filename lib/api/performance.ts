import * as z from 'zod'
import { accountId, clientId } from './codecs/id.ts'
import { PERFORMANCE_RANGES, performanceCodec } from './codecs/performance.ts'
import { endpoint } from './endpoint.ts'

export const getPerformance = endpoint({
  name: 'getPerformance',
  method: 'GET',
  path: '/api/v1/performance',
  permission: 'accounts:read',
  summary:
    'Equity over time with its flows, return and drawdown; of the firm, a client or an account.',
  query: {
    clientId: clientId.optional(),
    accountId: accountId.optional(),
    range: z.enum(PERFORMANCE_RANGES),
  },
  result: performanceCodec,
})
