import * as z from 'zod'
import { receiptCodec } from './codecs/receipt.ts'
import { receiptSubject } from './codecs/receipt-subject.ts'
import { moment } from './codecs/time.ts'
import { endpoint } from './endpoint.ts'

const BEFORE_LENGTH_MAX = 80

export const getReceipt = endpoint({
  name: 'getReceipt',
  method: 'GET',
  path: '/api/v1/receipts',
  permission: 'positions:read',
  summary:
    'Where a number comes from: formula, what moved it, and the venue’s own words; now or as of a moment.',
  query: {
    subject: receiptSubject,
    asOf: moment.optional(),
    /** Of the receipt before: `history.earlier.before`, together with its `asOfAt` as `asOf`. */
    before: z
      .string()
      .max(BEFORE_LENGTH_MAX)
      .regex(/^[0-9a-f_-]+$/)
      .optional(),
  },
  result: receiptCodec,
})
