import { clientId } from './codecs/id.ts'
import { month, overviewCodec, statementCodec, systemCodec } from './codecs/report.ts'
import { moment } from './codecs/time.ts'
import { endpoint } from './endpoint.ts'

export const getOverview = endpoint({
  name: 'getOverview',
  method: 'GET',
  path: '/api/v1/overview',
  permission: 'accounts:read',
  summary:
    'The firm, its clients and their accounts in totals that agree at every level; now or as of a moment.',
  query: { asOf: moment.optional() },
  result: overviewCodec,
})

export const getStatement = endpoint({
  name: 'getStatement',
  method: 'GET',
  path: '/api/v1/statement',
  permission: 'statement:read',
  summary: 'A client’s month, whose lines foot to the ledger.',
  query: { clientId, month },
  result: statementCodec,
})

export const getSystem = endpoint({
  name: 'getSystem',
  method: 'GET',
  path: '/api/v1/system',
  permission: 'system:read',
  summary: 'Processes, leases, the age of data, the database.',
  result: systemCodec,
})
