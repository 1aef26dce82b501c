import { accountId, clientId } from './codecs/id.ts'
import { transferCodec } from './codecs/transfer.ts'
import { listEndpoint } from './endpoint.ts'

export const listTransfers = listEndpoint({
  name: 'listTransfers',
  path: '/api/v1/transfers',
  permission: 'statement:read',
  summary: 'Deposits, withdrawals and other transfers, newest first by the venue’s time.',
  query: { accountId: accountId.optional(), clientId: clientId.optional() },
  item: transferCodec,
})
