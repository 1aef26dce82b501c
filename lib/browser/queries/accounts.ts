import { listAccounts } from '#api/accounts.ts'
import type { CallInput } from '#api/endpoint.ts'
import { endpointQuery } from './endpoint-query.ts'

export const accountsQuery = (input: CallInput<typeof listAccounts> = {}) =>
  endpointQuery(listAccounts, input)
