import { accountId, clientId } from './codecs/id.ts'
import { holdingCodec, positionCodec } from './codecs/portfolio.ts'
import { endpoint } from './endpoint.ts'
import { wholeListOf } from './page-of.ts'

const whose = { accountId: accountId.optional(), clientId: clientId.optional() }

export const listPositions = endpoint({
  name: 'listPositions',
  method: 'GET',
  path: '/api/v1/positions',
  permission: 'positions:read',
  summary: 'Positions with their profit and loss at the newest mark.',
  query: whose,
  result: wholeListOf(positionCodec),
})

export const listBalances = endpoint({
  name: 'listBalances',
  method: 'GET',
  path: '/api/v1/balances',
  permission: 'accounts:read',
  summary: 'What the ledger says is owned, per account and asset, valued in USDT.',
  query: whose,
  result: wholeListOf(holdingCodec),
})
