import * as z from 'zod'
import { ACCOUNT_MODES, accountCodec, UNPROTECTED_REACTIONS } from './codecs/client.ts'
import { accountId, clientId } from './codecs/id.ts'
import { venueId } from './codecs/market.ts'
import { nameInput } from './codecs/person.ts'
import { time } from './codecs/time.ts'
import { endpoint } from './endpoint.ts'
import { wholeListOf } from './page-of.ts'

const KEY_LENGTH_MAX = 4096
const REASON_LENGTH_MAX = 200

export const listAccounts = endpoint({
  name: 'listAccounts',
  method: 'GET',
  path: '/api/v1/accounts',
  permission: 'accounts:read',
  summary: 'Accounts by client and name.',
  query: { clientId: clientId.optional() },
  result: wholeListOf(accountCodec),
})

export const createAccount = endpoint({
  name: 'createAccount',
  method: 'POST',
  path: '/api/v1/accounts',
  permission: 'accounts:write',
  summary:
    'Open an account for a client: a paper account at once, a venue’s once its key is connected.',
  body: z.strictObject({ clientId, venueId, name: nameInput, mode: z.enum(ACCOUNT_MODES) }),
  result: accountCodec,
  status: 201,
})

/** The key travels once, is sealed to the runner on arrival and is never shown again. */
export const connectAccount = endpoint({
  name: 'connectAccount',
  method: 'POST',
  path: '/api/v1/accounts/{accountId}/connect',
  permission: 'accounts:connect',
  summary: 'Give an account its venue key. Keys that may withdraw are refused.',
  params: { accountId },
  body: z.strictObject({
    apiKey: z.string().min(1).max(KEY_LENGTH_MAX),
    secret: z.string().min(1).max(KEY_LENGTH_MAX),
    passphrase: z.string().max(KEY_LENGTH_MAX).nullable().default(null),
  }),
  result: accountCodec,
})

export const pauseAccount = endpoint({
  name: 'pauseAccount',
  method: 'POST',
  path: '/api/v1/accounts/{accountId}/pause',
  permission: 'accounts:pause',
  limit: 'cancel',
  summary: 'Stop new orders of an account. Open orders stay; cancels work.',
  params: { accountId },
  body: z.strictObject({
    reason: z.string().trim().max(REASON_LENGTH_MAX).nullable().default(null),
  }),
  result: accountCodec,
})

export const resumeAccount = endpoint({
  name: 'resumeAccount',
  method: 'POST',
  path: '/api/v1/accounts/{accountId}/resume',
  permission: 'accounts:pause',
  summary: 'Let an account trade again.',
  params: { accountId },
  result: accountCodec,
})

export const setUnprotectedReaction = endpoint({
  name: 'setUnprotectedReaction',
  method: 'PUT',
  path: '/api/v1/accounts/{accountId}/protection',
  permission: 'accounts:write',
  summary: 'Say what happens when a position loses its stop: an alert, or an alert and its close.',
  params: { accountId },
  body: z.strictObject({ reaction: z.enum(UNPROTECTED_REACTIONS) }),
  result: accountCodec,
})

export const cancelAllOrders = endpoint({
  name: 'cancelAllOrders',
  method: 'POST',
  path: '/api/v1/accounts/{accountId}/cancel-all',
  permission: 'accounts:cancel-all',
  limit: 'cancel',
  summary: 'Ask for every open order of an account to be canceled.',
  params: { accountId },
  result: z.object({
    accountId,
    /** Open orders when it was asked. */
    openCount: z.int(),
    /** Never sent, so canceled at once. */
    canceledCount: z.int(),
    /** Asked of the venue; each order's own state tells when it is gone. */
    requestedCount: z.int(),
    requestedAt: time,
  }),
})
