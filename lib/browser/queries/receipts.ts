import type { CallInput } from '#api/endpoint.ts'
import { getReceipt } from '#api/receipts.ts'
import { endpointQuery } from './endpoint-query.ts'

export const receiptQuery = (input: CallInput<typeof getReceipt>) =>
  endpointQuery(getReceipt, input)
