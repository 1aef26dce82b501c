import * as z from 'zod'
import { accountId, breakId, clientId } from './codecs/id.ts'
import {
  BREAK_STATES,
  booksCodec,
  booksStripCodec,
  breakCodec,
  reconciliationCodec,
} from './codecs/proof.ts'
import { moment, queryTime } from './codecs/time.ts'
import { endpoint, listEndpoint } from './endpoint.ts'
import { wholeListOf } from './page-of.ts'

const NOTE_LENGTH_MAX = 500

export const listBooks = endpoint({
  name: 'listBooks',
  method: 'GET',
  path: '/api/v1/books',
  permission: 'books:read',
  summary:
    'Per account: whether its books match the venue’s, since when, and what stands against it; now or as of a moment.',
  query: {
    accountId: accountId.optional(),
    clientId: clientId.optional(),
    asOf: moment.optional(),
  },
  result: wholeListOf(booksCodec),
})

export const getBooksStrip = endpoint({
  name: 'getBooksStrip',
  method: 'GET',
  path: '/api/v1/books/strip',
  permission: 'books:read',
  summary: 'Per venue: the last 24 hours of proofs in at most 480 buckets, with gaps and breaks.',
  query: { accountId: accountId.optional(), clientId: clientId.optional() },
  result: booksStripCodec,
})

export const listReconciliations = listEndpoint({
  name: 'listReconciliations',
  path: '/api/v1/reconciliations',
  permission: 'books:read',
  summary: 'The proofs of an account, newest first.',
  query: { accountId, from: queryTime.optional() },
  item: reconciliationCodec,
})

export const listBreaks = listEndpoint({
  name: 'listBreaks',
  path: '/api/v1/breaks',
  permission: 'breaks:read',
  summary: 'Disagreements with venues, newest first.',
  query: { accountId: accountId.optional(), state: z.enum(BREAK_STATES).optional() },
  item: breakCodec,
})

export const getBreak = endpoint({
  name: 'getBreak',
  method: 'GET',
  path: '/api/v1/breaks/{breakId}',
  permission: 'breaks:read',
  summary: 'One disagreement with its evidence.',
  params: { breakId },
  result: breakCodec,
})

export const acknowledgeBreak = endpoint({
  name: 'acknowledgeBreak',
  method: 'POST',
  path: '/api/v1/breaks/{breakId}/acknowledge',
  permission: 'breaks:resolve',
  summary: 'Say that a foreign activity is known.',
  params: { breakId },
  result: breakCodec,
})

export const resolveBreak = endpoint({
  name: 'resolveBreak',
  method: 'POST',
  path: '/api/v1/breaks/{breakId}/resolve',
  permission: 'breaks:resolve',
  summary: 'End a break by booking the difference or by accepting what the venue says.',
  params: { breakId },
  body: z.strictObject({
    act: z.enum(['book-adjustment', 'accept-venue']),
    note: z.string().trim().min(1, 'expected a note').max(NOTE_LENGTH_MAX),
  }),
  result: breakCodec,
})
