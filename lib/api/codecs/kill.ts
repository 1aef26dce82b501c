import * as z from 'zod'
import { accountId, bookId, clientId, killRunId } from './id.ts'
import { venueId } from './market.ts'
import { time } from './time.ts'

/** What is stopped. The firm needs no name: there is one. */
export const killScope = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('firm') }),
  z.strictObject({ kind: z.literal('venue'), id: venueId }),
  z.strictObject({ kind: z.literal('client'), id: clientId }),
  z.strictObject({ kind: z.literal('account'), id: accountId }),
  z.strictObject({ kind: z.literal('book'), id: bookId }),
])
export type KillScope = z.output<typeof killScope>

/** One line of the checklist: how many were left when it was last looked, and when that was. */
const killLine = z.object({ count: z.int(), readAt: time })
export type KillLine = z.output<typeof killLine>

/** What the venue itself last said of one account. A line that was never read is null, and not done. */
export const killCheckCodec = z.object({
  accountId,
  accountName: z.string(),
  clientId,
  clientName: z.string(),
  /** Open at the venue in this scope, whoever placed them. */
  ordersOpen: killLine.nullable(),
  /** Positions large enough to be closed; proven only while the venue's balances equal our books. */
  positionsOpen: killLine.nullable(),
  /** Orders of which nobody can say yet whether the venue has them. */
  inDoubt: killLine.nullable(),
  cancelsAsked: z.int(),
  isDone: z.boolean(),
  /** Why the venue could not be read or a position not be closed, the last time. */
  failure: z.string().nullable(),
  /** A drill tells what it would have canceled and closed. */
  wouldDo: z.array(z.string()).readonly(),
})
export type KillCheck = z.output<typeof killCheckCodec>

/** One press of the kill switch, and what became of it account by account. */
export const killRunCodec = z.object({
  id: killRunId,
  scope: killScope,
  scopeName: z.string(),
  pauseEntries: z.boolean(),
  cancelAll: z.boolean(),
  flatten: z.boolean(),
  isDrill: z.boolean(),
  reason: z.string().nullable(),
  engagedAt: time,
  engagedBy: z.string().nullable(),
  releasedAt: time.nullable(),
  /** Null when it ended by itself, everything done. */
  releasedBy: z.string().nullable(),
  isDone: z.boolean(),
  accounts: z.array(killCheckCodec).readonly(),
})
export type KillRunView = z.output<typeof killRunCodec>
