import * as z from 'zod'
import { accountId, bookId, clientId } from './id.ts'
import { venueId } from './market.ts'
import { time } from './time.ts'

export const CLIENT_STATUSES = ['ACTIVE', 'PAUSED', 'ARCHIVED'] as const
/** A client's stripe is one of the eight marks by which screens tell clients apart. */
export const STRIPES = 8
export const stripe = z
  .int()
  .min(0)
  .max(STRIPES - 1)

/** Whose money it is. */
export const clientCodec = z.object({
  id: clientId,
  name: z.string(),
  status: z.enum(CLIENT_STATUSES),
  stripe,
  accountCount: z.int(),
  createdAt: time,
  archivedAt: time.nullable(),
})
export type ClientView = z.output<typeof clientCodec>

export const ACCOUNT_MODES = ['paper', 'testnet', 'live'] as const
export const ACCOUNT_STATUSES = [
  'CONNECTING',
  'CONNECTED',
  'READ_ONLY',
  'REFUSED',
  'ARCHIVED',
] as const
export const TRADING_STATES = ['ACTIVE', 'REDUCING', 'HALTED'] as const

/** A person is told; or the house closes the position as well. */
export const UNPROTECTED_REACTIONS = ['alert', 'close'] as const

/** One venue account or paper account of a client. A venue key is never shown, only its last characters. */
export const accountCodec = z.object({
  id: accountId,
  clientId,
  clientName: z.string(),
  venueId,
  name: z.string(),
  mode: z.enum(ACCOUNT_MODES),
  status: z.enum(ACCOUNT_STATUSES),
  statusReason: z.string().nullable(),
  tradingState: z.enum(TRADING_STATES),
  tradingReason: z.string().nullable(),
  /** When the trading state became what it is; null when it never changed. */
  tradingChangedAt: time.nullable(),
  /** The name of the person who made it so; null when the house did. */
  tradingChangedBy: z.string().nullable(),
  /** What happens when a position loses its stop and nobody here asked for that. */
  unprotectedReaction: z.enum(UNPROTECTED_REACTIONS),
  /** The number of the account's newest event: where a stream subscription continues. */
  eventSeq: z.int(),
  books: z
    .array(
      z.object({
        id: bookId,
        kind: z.enum(['MANUAL', 'EXTERNAL', 'BOT', 'COPY']),
        name: z.string(),
      }),
    )
    .readonly(),
  venueKey: z
    .object({
      state: z.enum(['SEALED', 'VERIFYING', 'ACTIVE', 'REFUSED', 'RETIRED']),
      hint: z.string(),
      reason: z.string().nullable(),
      checkedAt: time.nullable(),
    })
    .nullable(),
  createdAt: time,
  archivedAt: time.nullable(),
})
export type AccountView = z.output<typeof accountCodec>
