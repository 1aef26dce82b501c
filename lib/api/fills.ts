import { fillCodec } from './codecs/fill.ts'
import { accountId, clientId, orderId } from './codecs/id.ts'
import { instrumentId } from './codecs/market.ts'
import { queryTime } from './codecs/time.ts'
import { listEndpoint } from './endpoint.ts'

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
