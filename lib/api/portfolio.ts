import { accountId, clientId } from './codecs/id.ts'
import { holdingCodec, positionCodec } from './codecs/portfolio.ts'
import { moment } from './codecs/time.ts'
import { endpoint } from './endpoint.ts'
import { wholeListOf } from './page-of.ts'

const whose = {
  accountId: accountId.optional(),
  clientId: clientId.optional(),
  /** As it was known then, valued at the closes of the last whole minute; newest of everything without. */
  asOf: moment.optional(),
}

export const listPositions = endpoint({
  name: 'listPositions',
  method: 'GET',
  path: '/api/v1/positions',
  permission: 'positions:read',
  summary: 'Positions with their profit and loss at the newest mark, or as of a moment.',
  query: whose,
  result: wholeListOf(positionCodec),
})

export const listBalances = endpoint({
  name: 'listBalances',
  method: 'GET',
  path: '/api/v1/balances',
  permission: 'accounts:read',
  summary:
    'What the ledger says is owned, per account and asset, valued in USDT; now or as of a moment.',
  query: whose,
  result: wholeListOf(holdingCodec),
})
