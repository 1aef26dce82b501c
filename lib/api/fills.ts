import * as z from 'zod'
import { fillCodec } from './codecs/fill.ts'
import { accountId, clientId, orderId } from './codecs/id.ts'
import { instrumentId } from './codecs/market.ts'
import { moment, queryTime, time } from './codecs/time.ts'
import { endpoint, listEndpoint } from './endpoint.ts'

export const listFills = listEndpoint({
  name: 'listFills',
  path: '/api/v1/fills',
  permission: 'fills:read',
  summary: 'Fills, newest first by the venue’s time.',
  query: {
    accountId: accountId.optional(),
    clientId: clientId.optional(),
    instrumentId: instrumentId.optional(),
    orderId: orderId.optional(),
    from: queryTime.optional(),
    to: queryTime.optional(),
  },
  item: fillCodec,
})

export const getFillsAround = endpoint({
  name: 'getFillsAround',
  method: 'GET',
  path: '/api/v1/fills/around',
  permission: 'fills:read',
  summary:
    'When the fill before and the fill after a moment were booked: to step from fill to fill.',
  query: { accountId: accountId.optional(), clientId: clientId.optional(), at: moment },
  result: z.object({ previousAt: time.nullable(), nextAt: time.nullable() }),
})
